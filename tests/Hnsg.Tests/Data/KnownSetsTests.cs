using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class KnownSetsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _notices = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Looks_in_the_given_folder_then_the_variable_then_the_cache()
    {
        Put("cache/mnist");
        Assert.Equal(_folder["cache/mnist"], Sets().Find("mnist")!.Folder);
        Put("env/mnist");
        Assert.Equal(_folder["env/mnist"], Sets().Find("MNIST")!.Folder);
        Put("given/mnist");
        Assert.Equal(_folder["given/mnist"], Sets().Find("mnist")!.Folder);
        Assert.Contains(_folder["given/mnist"], Sets().Load("mnist", Stop)!.Source);
        Assert.Equal(DatasetState.Verified, Sets().Verify("mnist")!.State);
    }

    [Fact]
    public void A_damaged_set_in_the_given_folder_is_an_error_though_others_are_whole()
    {
        Put("cache/mnist");
        Put("given/mnist");
        _folder.Put($"given/mnist/{IdxFolder.TestImages}", SomeData.Images(4, 2, 3, new byte[24]));
        Assert.Contains("SHA-256", Assert.Throws<InputException>(() => Sets().Load("mnist", Stop)).Message);
        Assert.Throws<InputException>(() => Sets().Load("auto", Stop));
        Assert.Equal(DatasetState.Damaged, Sets().Verify("mnist")!.State);
    }

    [Fact]
    public void A_half_set_in_the_given_folder_is_an_error()
    {
        Put("given/mnist");
        File.Delete(_folder[$"given/mnist/{IdxFolder.TestLabels}"]);
        Assert.Contains("is missing", Assert.Throws<InputException>(() => Sets().Load("auto", Stop)).Message);
        Assert.Equal(DatasetState.Incomplete, Sets().Verify("mnist")!.State);
    }

    [Fact]
    public void A_given_folder_that_does_not_exist_is_an_error()
    {
        Put("cache/mnist");
        Directory.Delete(_folder["given"], recursive: true);
        Assert.Throws<InputException>(() => Sets(make: false).Load("mnist", Stop));
        Assert.Throws<InputException>(() => Sets(make: false).Load("auto", Stop));
    }

    [Fact]
    public void A_damaged_set_in_the_cache_is_fetched_again_and_said_so()
    {
        using LoopbackServer good = Good();
        Put("cache/mnist");
        _folder.Put($"cache/mnist/{IdxFolder.TestImages}", [1, 2, 3]);
        Assert.Equal(12, Sets(good.Address).Load("mnist", Stop)!.Train.Count);
        Assert.Equal($"{IdxFolder.TestImages}.gz", Assert.Single(good.Asked));
        Assert.Contains("damaged", Assert.Single(_notices));
    }

    [Fact]
    public void A_set_that_is_nowhere_is_downloaded_into_the_cache()
    {
        using LoopbackServer good = Good();
        Assert.Equal(12, Sets(good.Address).Load("mnist", Stop)!.Train.Count);
        Assert.Equal(4, Directory.GetFiles(_folder["cache/mnist"]).Length);
        Assert.Empty(_notices);
    }

    [Fact]
    public void Fetching_goes_into_the_given_folder_and_only_once()
    {
        using LoopbackServer good = Good();
        Assert.Equal(DatasetState.Verified, Sets(good.Address).Fetch("mnist", Stop)!.State);
        Assert.Equal(4, Directory.GetFiles(_folder["given/mnist"]).Length);
        Sets(good.Address).Fetch("mnist", Stop);
        Assert.Equal(4, good.Asked.Count);
    }

    [Fact]
    public void Nothing_is_downloaded_where_that_is_not_allowed()
    {
        using LoopbackServer good = Good();
        InputException error = Assert.Throws<InputException>(() =>
            Sets(good.Address, download: false).Load("mnist", Stop)
        );
        Assert.Contains("turned off", error.Message);
        Assert.Contains(_folder["env"], error.Message);
        Assert.Empty(good.Asked);
    }

    [Fact]
    public void A_set_that_is_never_downloaded_says_where_it_comes_from()
    {
        InputException error = Assert.Throws<InputException>(() => Sets().Load("mnist", Stop));
        Assert.Contains("does not download", error.Message);
        Assert.Contains("https://example.org/", error.Message);
        Assert.Contains(_folder["given/mnist"], error.Message);
        Assert.Throws<InputException>(() => Sets().Fetch("mnist", Stop));
        Assert.Equal(DatasetState.Missing, Sets().Find("mnist")!.State);
    }

    [Fact]
    public void Auto_is_mnist_where_it_is_found()
    {
        Put("env/mnist");
        Assert.Equal("mnist", Sets().Load("auto", Stop)!.Name);
        Assert.Empty(_notices);
    }

    [Fact]
    public void Auto_is_mnist_where_it_can_be_downloaded()
    {
        using LoopbackServer good = Good();
        Assert.Equal("mnist", Sets(good.Address).Load("auto", Stop)!.Name);
    }

    [Fact]
    public void Auto_is_the_digits_otherwise_and_says_why()
    {
        using LoopbackServer absent = new(_ => new(404, []));
        Dataset set = Sets(absent.Address).Load("auto", Stop)!;
        Assert.Equal("digits", set.Name);
        Assert.Contains("embedded", set.Source);
        Assert.Contains("404", Assert.Single(_notices));
    }

    [Fact]
    public void A_label_beyond_the_classes_names_the_sample()
    {
        KnownSet set = SomeData.Set("mnist") with { Unpacked = new Dictionary<string, string>() };
        Put("given/mnist");
        _folder.Put($"given/mnist/{IdxFolder.TestLabels}", SomeData.Labels(2, 1, 200, 0));
        InputException error = Assert.Throws<InputException>(() => Sets(set).Load("mnist", Stop));
        Assert.Equal(_folder[$"given/mnist/{IdxFolder.TestLabels}"], error.Path);
        Assert.Contains("sample 2 (byte offset 10) is 200", error.Message);
    }

    [Fact]
    public void Another_shape_or_count_is_another_set()
    {
        KnownSet set = SomeData.Set("mnist") with { Unpacked = new Dictionary<string, string>() };
        Put("given/mnist");
        KnownSet larger = set with { Info = set.Info with { TestSamples = 5 } };
        Assert.Contains("4 samples", Assert.Throws<InputException>(() => Sets(larger).Load("mnist", Stop)).Message);
        KnownSet wider = set with { Info = set.Info with { Width = 6, Height = 1 } };
        Assert.Contains("3 × 2", Assert.Throws<InputException>(() => Sets(wider).Load("mnist", Stop)).Message);
    }

    [Fact]
    public void Counts_up_to_16_are_spread_over_all_bytes_and_more_is_damage()
    {
        KnownSet set = SomeData.Set("mnist") with { Unpacked = new Dictionary<string, string>(), MaxPixel = 16 };
        Put("given/mnist");
        byte[] test = [.. Enumerable.Range(0, 24).Select(i => (byte)Math.Min(i, 16))];
        _folder.Put($"given/mnist/{IdxFolder.TrainImages}", SomeData.Images(12, 2, 3, new byte[72]));
        _folder.Put($"given/mnist/{IdxFolder.TestImages}", SomeData.Images(4, 2, 3, test));
        Dataset read = Sets(set).Load("mnist", Stop)!;
        Assert.Equal([0, 16, 32, 48, 64, 80], read.Test.Pixels(0).ToArray());
        Assert.Equal(255, read.Test.Pixels(3)[5]);
        test[7] = 17;
        _folder.Put($"given/mnist/{IdxFolder.TestImages}", SomeData.Images(4, 2, 3, test));
        InputException error = Assert.Throws<InputException>(() => Sets(set).Load("mnist", Stop));
        Assert.Contains("byte offset 23 (sample 1) is 17", error.Message);
    }

    private KnownSets Sets(params Uri[] mirrors) => Sets(SomeData.Set("mnist", mirrors));

    private KnownSets Sets(Uri mirror, bool download) => Sets(SomeData.Set("mnist", mirror), download);

    private KnownSets Sets(bool make) => Sets(SomeData.Set("mnist"), make: make);

    private KnownSets Sets(KnownSet set, bool download = true, bool make = true)
    {
        foreach (string place in (string[])["given", "env", "cache"])
        {
            if (make)
            {
                Directory.CreateDirectory(_folder[place]);
            }
        }
        DatasetOptions options = new() { AllowDownload = download, Notice = _notices.Add };
        DataPlaces places = new(_folder["given"], _folder["env"], _folder["cache"]);
        return new KnownSets([set], places, new Downloader(), options);
    }

    private void Put(string folder)
    {
        foreach ((string name, byte[] bytes) in SomeData.FourFiles())
        {
            _folder.Put($"{folder}/{name}", bytes);
        }
        Directory.CreateDirectory(_folder["given"]);
    }

    private static LoopbackServer Good() => new(name => new(200, SomeData.Gzip(SomeData.FourFiles()[name[..^3]])));
}
