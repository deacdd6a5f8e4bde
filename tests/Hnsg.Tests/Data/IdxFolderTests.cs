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
    public void A_set_of_one_class_is_refused() =>
        Fails(
            IdxFolder.TrainLabels,
            SomeData.Labels([.. Enumerable.Repeat((byte)4, 12)]),
            _folder[IdxFolder.TrainLabels],
            "of class 4",
            "two classes"
        );

    [Fact]
    public void A_class_without_training_samples_is_noticed() =>
        Assert.Contains(
            "of class 1, so no network can learn it: it will get 1 test sample wrong",
            Assert.Single(NoticesOf(IdxFolder.TrainLabels, SomeData.Labels(0, 2, 2, 0, 2, 2, 0, 2, 2, 0, 2, 2)))
        );

    [Fact]
    public void A_class_that_only_the_test_has_is_noticed() =>
        Assert.Contains(
            "of class 3, 4, 5, so no network can learn them: it will get 1 test sample wrong",
            Assert.Single(NoticesOf(IdxFolder.TestLabels, SomeData.Labels(2, 1, 5, 2)))
        );

    [Theory, InlineData(0, true), InlineData(1, true), InlineData(2, false)]
    public void Pixels_in_0_to_1_are_noticed(byte most, bool noticed)
    {
        byte[] pixels = new byte[12 * 6];
        pixels[40] = most;
        Assert.Equal(
            noticed ? 1 : 0,
            NoticesOf(IdxFolder.TrainImages, SomeData.Images(12, 2, 3, pixels))
                .Count(it => it.Contains("greater than 1"))
        );
    }

    [Fact]
    public void Numbers_that_are_no_bytes_are_called_by_their_type() =>
        Fails(
            IdxFolder.TrainImages,
            [0, 0, 0x0d, 3, .. SomeData.Images(12, 2, 3)[4..]],
            _folder[IdxFolder.TrainImages],
            "32-bit floating-point numbers"
        );

    [Fact]
    public void A_broken_link_is_said_to_be_one()
    {
        Put();
        File.Delete(_folder[IdxFolder.TestLabels]);
        File.CreateSymbolicLink(_folder[IdxFolder.TestLabels], _folder["gone"]);
        InputException error = Assert.Throws<InputException>(() => SomeData.Load(_folder.Path));
        Assert.Equal(_folder[IdxFolder.TestLabels], error.Path);
        Assert.Contains("a link to", error.Message);
    }

    [Fact]
    public void A_folder_without_data_says_what_it_needs() =>
        Assert.Contains(
            "train-images-idx3-ubyte",
            Assert.Throws<InputException>(() => SomeData.Load(_folder.Path)).Message
        );

    private List<string> NoticesOf(string file, byte[] bytes)
    {
        Put();
        _folder.Put(file, bytes);
        List<string> notices = [];
        Dataset set = SomeData.Load(_folder.Path, new DatasetOptions { Notice = notices.Add });
        Assert.Equal(notices, set.Notices);
        return notices;
    }

    private void Put()
    {
        foreach ((string name, byte[] whole) in SomeData.FourFiles())
        {
            _folder.Put(name, whole);
        }
    }

    private void Fails(string file, byte[]? bytes, string path, params string[] says)
    {
        Put();
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
