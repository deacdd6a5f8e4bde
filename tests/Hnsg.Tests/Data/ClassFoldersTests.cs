using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class ClassFoldersTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_sixth_sample_of_the_sorted_order_is_put_aside()
    {
        PutClass("b", 9, first: 100);
        PutClass("a", 9, first: 0);
        Dataset set = SomeData.Load(_folder.Path);
        Assert.Equal(["a", "b"], set.ClassNames);
        Assert.Equal((4, 3, 2), (set.Width, set.Height, set.Classes));
        Assert.Equal([5, 102, 108], FirstPixels(set.Test).Order());
        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 8, 100, 101, 103, 104, 105, 106, 107], FirstPixels(set.Train).Order());
        Assert.All(
            Enumerable.Range(0, 15),
            i => Assert.Equal(set.Train.Pixels(i)[0] >= 100 ? 1 : 0, set.Train.Labels[i])
        );
    }

    [Fact]
    public void Any_run_of_samples_has_all_classes()
    {
        PutClass("a", 60, first: 0);
        PutClass("b", 60, first: 100);
        SampleSet train = SomeData.Load(_folder.Path).Train;
        Assert.InRange(train.Labels[..50].Count((byte)1), 10, 40);
        Assert.InRange(train.Labels[50..].Count((byte)1), 10, 40);
    }

    [Fact]
    public void The_order_is_the_same_every_time()
    {
        PutClass("a", 20, first: 0);
        PutClass("b", 20, first: 100);
        Dataset set = SomeData.Load(_folder.Path);
        Assert.Equal(set.Sha256, SomeData.Load(_folder.Path).Sha256);
        Assert.Equal("106 104 101 14 116 100 105 113", string.Join(' ', FirstPixels(set.Train).Take(8)));
    }

    [Fact]
    public void Reads_folders_for_training_and_test()
    {
        PutClass("train/cat", 3, first: 0);
        PutClass("train/dog", 3, first: 100);
        PutClass("test/dog", 2, first: 110);
        Dataset set = SomeData.Load(_folder.Path);
        Assert.Equal((6, 2), (set.Train.Count, set.Test.Count));
        Assert.Equal([1, 1], set.Test.Labels.ToArray());
    }

    [Fact]
    public void Other_files_are_passed_over()
    {
        PutClass("a", 6, first: 0);
        PutClass("b", 6, first: 100);
        _folder.Put("a/.hidden.png", [1]);
        _folder.Put("a/notes.txt", [1]);
        _folder.Put("empty/notes.txt", [1]);
        Assert.Equal(12, SomeData.Load(_folder.Path) is var set ? set.Train.Count + set.Test.Count : 0);
    }

    [Fact]
    public void Pictures_of_other_sizes_are_an_error()
    {
        PutClass("a", 6, first: 0);
        PutClass("b", 6, first: 100);
        string odd = _folder.Put("b/odd.png", SomeData.Png(5, 5, (_, _) => 0));
        Fails(odd, "5 × 5", "4 × 3");
    }

    [Fact]
    public void A_class_that_only_the_test_has_is_an_error()
    {
        PutClass("train/a", 3, first: 0);
        PutClass("train/b", 3, first: 100);
        PutClass("test/c", 3, first: 100);
        Fails(_folder["test/c"], "no folder in train");
    }

    [Fact]
    public void A_missing_test_folder_is_an_error()
    {
        PutClass("train/a", 3, first: 0);
        PutClass("train/b", 3, first: 100);
        Fails(_folder["test"], "missing");
    }

    [Fact]
    public void One_class_is_an_error()
    {
        PutClass("a", 8, first: 0);
        Fails(_folder.Path, "1 class folders");
    }

    [Fact]
    public void A_broken_link_among_pictures_or_classes_is_said_to_be_one()
    {
        PutClass("a", 6, first: 0);
        PutClass("b", 6, first: 100);
        File.CreateSymbolicLink(_folder["a/x.png"], _folder["gone.png"]);
        Fails(_folder["a/x.png"], "a link to", "gone.png");
        File.Delete(_folder["a/x.png"]);
        Directory.CreateSymbolicLink(_folder["c"], _folder["gone"]);
        Fails(_folder["c"], "a link to", "gone");
    }

    [Fact]
    public void Too_few_pictures_to_test_on_are_an_error()
    {
        PutClass("a", 2, first: 0);
        PutClass("b", 2, first: 100);
        Fails(_folder.Path, "no pictures to test on");
    }

    private void PutClass(string name, int count, byte first)
    {
        for (int i = 0; i < count; i++)
        {
            _folder.Put($"{name}/{i:D3}.png", SomeData.Png(4, 3, (_, _) => (byte)(first + i)));
        }
    }

    private void Fails(string path, params string[] says)
    {
        InputException error = Assert.Throws<InputException>(() => SomeData.Load(_folder.Path));
        Assert.Equal(path, error.Path);
        Assert.All(says, part => Assert.Contains(part, error.Message));
    }

    private static IEnumerable<int> FirstPixels(SampleSet samples) =>
        Enumerable.Range(0, samples.Count).Select(i => (int)samples.Pixels(i)[0]);
}
