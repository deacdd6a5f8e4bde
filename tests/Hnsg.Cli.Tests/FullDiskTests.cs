using System.Diagnostics;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Folders that cannot be written to. They need mounts, so they run for root on Linux only.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private bool _mounted;

    public void Dispose()
    {
        if (_mounted)
        {
            Shell("umount", _temp["disk"]);
        }
        _temp.Dispose();
    }

    [Fact]
    public void A_full_disk_is_an_input_error_and_what_was_finished_stays()
    {
        // Room for run.json and metrics.csv, and for no checkpoint.
        Mount("size=64k");
        Cli.Fail(3, "the disk is full", [.. Cli.Tiny(_temp["disk/run"]), "--json"]);
        Assert.True(File.Exists(_temp["disk/run/run.json"]));
        Assert.Empty(Directory.GetFiles(_temp["disk/run"], "*.tmp"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_an_error_of_the_option()
    {
        Mount("ro,size=64k");
        Cli.Fail(2, "--out:", Cli.Tiny(_temp["disk/run"]));
        Cli.Fail(2, "--out:", Cli.Tiny(_temp["disk"]));
    }

    private void Mount(string options)
    {
        Directory.CreateDirectory(_temp["disk"]);
        _mounted = OperatingSystem.IsLinux() && Shell("mount", "-t", "tmpfs", "-o", options, "tmpfs", _temp["disk"]);
        Assert.SkipUnless(_mounted, "no small disk can be mounted here; that takes root on Linux");
    }

    private static bool Shell(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
