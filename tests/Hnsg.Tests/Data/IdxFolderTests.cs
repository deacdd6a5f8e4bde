using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class IdxFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(false, false), InlineData(false, true), InlineData(true, false), InlineData(true, true)]
    public void Reads_a_folder_of_ones_own_under_all_usual_names(bool dotted, bool gzip)
    {
        foreach ((string name, byte[] bytes) in SomeData.FourFiles())
        {
            string spelled = dotted ? name.Replace("-idx", ".idx", StringComparison.Ordinal) : name;
            _folder.Put(spelled + (gzip ? ".gz" : ""), gzip ? SomeData.Gzip(bytes) : bytes);
        }
        Dataset set = SomeData.Load(_folder.Path);
        Assert.Equal((12, 4, 3, 2, 3), (set.Train.Count, set.Test.Count, set.Width, set.Height, set.Classes));
        Assert.Equal(["0", "1", "2"], set.ClassNames);
        Assert.Equal(_folder.Path, set.Name);
        Assert.Equal([2, 1, 0, 2], set.Test.Labels.ToArray());
        Assert.Equal(SomeData.Sha256(SomeData.FourFiles()[IdxFolder.TestLabels]), set.Sha256[IdxFolder.TestLabels]);
    }

    [Fact]
    public void A_missing_file_is_named() => Fails(IdxFolder.TestLabels, null, _folder.Path, "t10k-labels-idx1-ubyte");

    [Fact]
    public void Other_numbers_of_labels_and_pictures_are_an_error() =>
        Fails(IdxFolder.TrainLabels, SomeData.Labels(0, 1), _folder[IdxFolder.TrainLabels], "2 labels", "12 pictures");

    [Fact]
    public void Other_shapes_of_test_and_training_are_an_error() =>
        Fails(IdxFolder.TestImages, SomeData.Images(4, 3, 2), _folder[IdxFolder.TestImages], "2 × 3", "3 × 2");

    [Fact]
    public void A_folder_without_data_says_what_it_needs() =>
        Assert.Contains(
            "train-images-idx3-ubyte",
            Assert.Throws<InputException>(() => SomeData.Load(_folder.Path)).Message
        );

    private void Fails(string file, byte[]? bytes, string path, params string[] says)
    {
        foreach ((string name, byte[] whole) in SomeData.FourFiles())
        {
            _folder.Put(name, whole);
        }
        File.Delete(_folder[file]);
        if (bytes is not null)
        {
            _folder.Put(file, bytes);
        }
        InputException error = Assert.Throws<InputException>(() => SomeData.Load(_folder.Path));
        Assert.Equal(path, error.Path);
        Assert.All(says, part => Assert.Contains(part, error.Message));
    }
}
