using System.Diagnostics;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>A disk that says, when it is asked to keep what was written, that it cannot. It is simulated by a library of ours.</summary>
public sealed class FailingDiskTests : IDisposable
{
    private const string Library = """
        #include <errno.h>
        #include <stdlib.h>
        int fsync(int file) {
            static int calls;
            (void)file;
            if (++calls < atoi(getenv("SYNC_FAILS_FROM"))) return 0;
            errno = atoi(getenv("SYNC_ERROR"));
            return -1;
        }
        """;

    private const string NoSuchCall = "22"; // EINVAL
    private const string Broken = "5"; // EIO
    private const string Full = "28"; // ENOSPC

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_the_disk_does_not_keep_is_an_error_and_the_earlier_file_stays()
    {
        Build();
        string model = Train();
        File.WriteAllText(_temp["out.npz"], "earlier");
        foreach ((string error, string said) in ((string, string)[])[(Broken, "output error"), (Full, "disk is full")])
        {
            CliResult result = Run(error, 1, "export", "npz", model, "--out", _temp["out.npz"]);
            Assert.True(result.Code == 3, result.ToString());
            Assert.Contains(said, result.Error, StringComparison.Ordinal);
            Assert.Contains("the earlier file is intact", result.Error, StringComparison.Ordinal);
            Assert.Equal("earlier", File.ReadAllText(_temp["out.npz"]));
        }
        Assert.Empty(Directory.GetFiles(_temp.Path, "*.tmp"));
    }

    [Fact]
    public void A_folder_that_the_disk_does_not_keep_is_an_error_too()
    {
        Build();
        CliResult result = Run(Broken, 2, "export", "npz", Train(), "--out", _temp["out.npz"]);
        Assert.True(result.Code == 3, result.ToString());
        Assert.Contains("it was written, but the disk does not confirm", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_system_that_knows_no_such_call_is_no_error()
    {
        Build();
        Assert.Equal(0, Run(NoSuchCall, 1, "export", "npz", Train(), "--out", _temp["out.npz"]).Code);
    }

    [Fact]
    public void Training_ends_with_an_error_and_what_was_kept_before_can_be_resumed()
    {
        Build();
        // run.json, metrics.csv and checkpoint.bin twice are kept, with their folder: two calls each.
        CliResult result = Run(Broken, 9, Cli.Tiny(_temp["run"]));
        Assert.True(result.Code == 3, result.ToString());
        Assert.Contains("output error", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp["run/result.json"]));
        Assert.Empty(Directory.GetFiles(_temp["run"], "*.tmp"));
        Cli.Succeed("train", "--resume", _temp["run"], "--no-report");
    }

    private string Train()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        return _temp["run/model.hnsg"];
    }

    private CliResult Run(string error, int from, params string[] arguments) =>
        Cli.Run([("LD_PRELOAD", _temp["disk.so"]), ("SYNC_ERROR", error), ("SYNC_FAILS_FROM", $"{from}")], arguments);

    private void Build()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/gcc"),
            "gcc is not here; on Debian: apt-get install gcc libc6-dev"
        );
        File.WriteAllText(_temp["disk.c"], Library);
        using Process gcc = Process.Start(
            "/usr/bin/gcc",
            ["-shared", "-fPIC", "-o", _temp["disk.so"], _temp["disk.c"]]
        );
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
    }
}
