using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public sealed class DownloaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        _open.ForEach(open => open.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void Takes_the_first_mirror_that_gives_the_right_bytes()
    {
        LoopbackServer absent = Serve(_ => new(404, []));
        LoopbackServer wrong = Serve(_ => new(200, SomeData.Gzip(SomeData.Images(12, 2, 3, new byte[72]))));
        LoopbackServer noise = Serve(_ => new(200, "<html>sign in here</html>"u8.ToArray()));
        LoopbackServer cut = Serve(name => new(200, Good(name)[..20], ClaimedLength: 100));
        LoopbackServer good = Serve(name => new(200, Good(name)));
        KnownSet set = SomeData.Set("s", absent.Address, wrong.Address, noise.Address, cut.Address, good.Address);
        Fetch(set);
        Assert.Equal(DatasetState.Verified, Verify(set));
        Assert.Equal(4, Directory.GetFiles(_folder["s"]).Length);
        Assert.All([absent, wrong, noise, cut], mirror => Assert.Single(mirror.Asked));
        Assert.Equal(4, good.Asked.Count);
    }

    [Fact]
    public void Says_all_reasons_where_every_mirror_fails()
    {
        Uri dead;
        using (LoopbackServer server = new(_ => new(404, [])))
        {
            dead = server.Address;
        }
        LoopbackServer absent = Serve(_ => new(503, []));
        LoopbackServer wrong = Serve(_ => new(200, SomeData.Gzip(SomeData.Images(12, 2, 3, new byte[72]))));
        LoopbackServer cut = Serve(name => new(200, Good(name)[..20], ClaimedLength: 100));
        KnownSet set = SomeData.Set("s", dead, absent.Address, wrong.Address, cut.Address);
        string message = Assert.Throws<InputException>(() => Fetch(set)).Message;
        Assert.Contains($"{dead}train-images-idx3-ubyte.gz: ", message);
        Assert.Contains("503", message);
        Assert.Contains("SHA-256", message);
        Assert.Contains("broke off", message);
        Assert.Contains("by hand", message);
        Assert.Contains("https://example.org/", message);
        Assert.Empty(Directory.GetFiles(_folder["s"]));
    }

    [Fact]
    public void Gives_up_on_a_silent_mirror()
    {
        LoopbackServer silent = Serve(name => new(200, Good(name)[..20], ClaimedLength: 100, ThenSilent: true));
        LoopbackServer good = Serve(name => new(200, Good(name)));
        Fetch(SomeData.Set("s", silent.Address, good.Address));
        Assert.Equal(4, Directory.GetFiles(_folder["s"]).Length);
    }

    [Fact]
    public void Stops_where_a_mirror_gives_too_much()
    {
        LoopbackServer endless = Serve(_ => new(200, new byte[100_000]));
        Assert.Contains(
            "more than the limit of 50,000",
            Assert.Throws<InputException>(() => Fetch(SomeData.Set("s", endless.Address))).Message
        );
    }

    [Fact]
    public void Fetches_only_what_is_missing_or_damaged()
    {
        LoopbackServer good = Serve(name => new(200, Good(name)));
        KnownSet set = SomeData.Set("s", good.Address);
        _folder.Put($"s/{IdxFolder.TrainImages}", SomeData.FourFiles()[IdxFolder.TrainImages]);
        _folder.Put($"s/{IdxFolder.TrainLabels}", SomeData.Labels(1, 2, 3));
        Fetch(set);
        Assert.Equal(DatasetState.Verified, Verify(set));
        Assert.DoesNotContain($"{IdxFolder.TrainImages}.gz", good.Asked);
        Assert.Equal(3, good.Asked.Count);
        Assert.False(File.Exists(_folder[$"s/{IdxFolder.TrainLabels}"]));
    }

    [Fact]
    public void Compares_the_archive_where_only_its_checksum_is_known()
    {
        LoopbackServer good = Serve(name => new(200, Good(name)));
        KnownSet set = SomeData.Set("s", good.Address) with
        {
            Unpacked = new Dictionary<string, string>(),
            Packed = SomeData
                .FourFiles()
                .ToDictionary(file => file.Key, file => SomeData.Sha256(SomeData.Gzip(file.Value))),
        };
        Fetch(set);
        Assert.Equal(DatasetState.Verified, Verify(set));
        string name = IdxFolder.TestLabels;
        KnownSet other = set with { Packed = new Dictionary<string, string>(set.Packed) { [name] = "00" } };
        File.Delete(_folder[$"s/{name}.gz"]);
        Assert.Contains("00 was expected", Assert.Throws<InputException>(() => Fetch(other)).Message);
        _folder.Put($"s/{name}", SomeData.FourFiles()[name]);
        Assert.Equal(DatasetState.Unverified, Verify(set));
    }

    [Fact]
    public void Tells_its_progress()
    {
        LoopbackServer good = Serve(name => new(200, Good(name)));
        Told told = new();
        new Downloader().Fetch(
            SomeData.Set("s", good.Address),
            _folder["s"],
            told,
            TestContext.Current.CancellationToken
        );
        int length = Good($"{IdxFolder.TrainImages}.gz").Length;
        Assert.Equal(new DownloadProgress("s/train-images-idx3-ubyte.gz", 0, length), told.Reports[0]);
        Assert.Contains(new DownloadProgress("s/train-images-idx3-ubyte.gz", length, length), told.Reports);
    }

    [Fact]
    public async Task Can_be_stopped_and_leaves_nothing_behind()
    {
        using CancellationTokenSource stop = new();
        LoopbackServer silent = Serve(name => new(200, Good(name)[..20], ClaimedLength: 100, ThenSilent: true));
        KnownSet set = SomeData.Set("s", silent.Address);
        Downloader patient = new();
        Task fetch = Task.Run(
            () => patient.Fetch(set, _folder["s"], null, stop.Token),
            TestContext.Current.CancellationToken
        );
        while (silent.Asked.IsEmpty)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Empty(Directory.GetFiles(_folder["s"]));
    }

    private void Fetch(KnownSet set) =>
        new Downloader { SilenceTimeout = TimeSpan.FromSeconds(1), MaxBytes = 50_000 }.Fetch(
            set,
            _folder["s"],
            null,
            TestContext.Current.CancellationToken
        );

    private DatasetState Verify(KnownSet set)
    {
        DataPlaces places = new(null, null, _folder.Path);
        return new KnownSets([set], places, new Downloader(), new DatasetOptions()).Verify("s")!.State;
    }

    private LoopbackServer Serve(Func<string, LoopbackServer.Answer> answer)
    {
        LoopbackServer server = new(answer);
        _open.Add(server);
        return server;
    }

    private static byte[] Good(string name) => SomeData.Gzip(SomeData.FourFiles()[name[..^3]]);

    // The platform's own reports on other threads, after the fact.
    private sealed class Told : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Reports { get; } = [];

        public void Report(DownloadProgress value) => Reports.Add(value);
    }
}
