using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class IdxWriterTests : IDisposable
{
    private static readonly SampleSet Samples = new(new byte[] { 1, 2, 3, 4, 5, 6 }, new byte[] { 9, 0, 4 }, 2);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_have_these_bytes()
    {
        IdxWriter.WriteImages(_folder["x"], Samples, width: 1, height: 2);
        byte[] golden = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6];
        Assert.Equal(golden, File.ReadAllBytes(_folder["x"]));
    }

    [Fact]
    public void Labels_have_these_bytes()
    {
        IdxWriter.WriteLabels(_folder["x"], Samples);
        Assert.Equal([0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 4], File.ReadAllBytes(_folder["x"]));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_written_folder_can_be_read_again(bool gzip)
    {
        Dataset digits = SomeData.Load("digits");
        Dataset small = digits with { Train = digits.Train.Slice(0, 50), Test = digits.Test.Slice(0, 20) };
        IdxWriter.WriteFolder(_folder["out/deep"], small, gzip);
        Dataset read = SomeData.Load(_folder["out/deep"]);
        Assert.Equal((28, 28, 10), (read.Width, read.Height, read.Classes));
        Assert.Equal(small.Train.Labels, read.Train.Labels);
        Assert.Equal(small.Test.Pixels(19), read.Test.Pixels(19));
        Assert.Equal(gzip, File.Exists(_folder["out/deep/t10k-labels-idx1-ubyte.gz"]));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_input_error() =>
        Assert.Throws<InputException>(() => IdxWriter.WriteLabels(_folder["no/such/folder"], Samples));

    [Fact]
    public void A_wrong_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => IdxWriter.WriteImages(_folder["x"], Samples, 2, 2));
}
