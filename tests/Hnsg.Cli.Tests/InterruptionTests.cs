using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Stopped or killed at any moment, a run goes on to the same bytes.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void A_signal_saves_all_and_says_how_to_go_on(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends signals the way of Linux");
        string[] options = Options(_temp["run"]);
        using Process process = Cli.Start([], options);
        string first = WaitForEpoch(process);
        Assert.Equal(0, Kill(process.Id, signal));
        CliResult stopped = Cli.Wait(process);
        Assert.True(stopped.Code == 130, first + stopped);
        Assert.Contains($"hnsg train --resume {_temp["run"]}", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["checkpoint.bin", "metrics.csv", "model.hnsg", "run.json"],
            Directory.GetFileSystemEntries(_temp["run"]).Select(Path.GetFileName).Order()
        );
        Assert.Equal(0, Cli.Run("inspect", _temp["run/model.hnsg"]).Code);
        Cli.Succeed("train", "--resume", _temp["run"], "--no-report");
        Cli.Succeed(Options(_temp["undisturbed"]));
        AssertSame(_temp["run"]);
    }

    // Each waits for a file that never comes to an end, and so for as long as it takes.
    [Fact]
    public void What_has_nothing_to_save_ends_soon()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends signals the way of Linux");
        string waits = _temp["waits"];
        string run = _temp["run"];
        Directory.CreateDirectory(run);
        File.WriteAllText(_temp["export.json"], """{ "target": "c", "name": "hnsg", "model": "0" }""");
        Assert.Equal(0, MakeFifo(waits, 0b110_000_000));
        Assert.Equal(0, MakeFifo(_temp["run/run.json"], 0b110_000_000));
        string[][] lines =
        [
            ["eval", waits],
            ["predict", waits, "0"],
            ["inspect", waits],
            ["doctor", waits],
            ["plot", "raster", waits, "0"],
            ["plot", "curves", "--run", run],
            ["plot", "compare", run],
            ["front", run],
            ["report", "--run", run],
            ["export", "c", waits],
            ["export", "verilog", waits],
            ["export", "npz", waits],
            ["export", "nir", waits],
            ["export", "onnx", waits],
            ["import", "nir", waits],
            ["verify", _temp.Path, "--model", waits],
        ];
        Process[] processes = [.. lines.Select(line => Cli.Start([], line))];
        // Time to begin. What is interrupted before ends as well, if without a word.
        Thread.Sleep(TimeSpan.FromSeconds(5));
        foreach (Process process in processes.Where(process => !process.HasExited))
        {
            Assert.InRange(Kill(process.Id, Interrupt), -1, 0);
        }
        foreach ((string[] line, Process process) in lines.Zip(processes))
        {
            CliResult stopped = Cli.Wait(process);
            process.Dispose();
            // Where it looks at what kind of file it is, it has ended by itself.
            Assert.True(stopped.Code is 130 or 3, string.Join(' ', line) + stopped);
            Assert.DoesNotContain("   at ", stopped.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Killed_at_ten_random_moments_and_resumed_it_ends_as_if_undisturbed()
    {
        var watch = Stopwatch.StartNew();
        Cli.Succeed(Options(_temp["undisturbed"]));
        TimeSpan whole = watch.Elapsed;
        int killed = 0;
        for (int i = 0; i < 10; i++)
        {
            using Process process = Cli.Start([], [.. Options(_temp["run"]), "--resume"]);
            // Which moment it is does not matter, so it need not be the same every time.
            if (!process.WaitForExit(whole * (0.05 + 0.9 * Random.Shared.NextDouble())))
            {
                process.Kill();
                killed++;
            }
            CliResult result = Cli.Wait(process);
            Assert.True(result.Code is 0 or 137, result.ToString());
            if (File.Exists(_temp["run/result.json"]))
            {
                // It may have been killed between its result and its end.
                Cli.Succeed([.. Options(_temp["run"]), "--resume"]);
                AssertSame(_temp["run"]);
                Directory.Delete(_temp["run"], recursive: true);
            }
        }
        Cli.Succeed([.. Options(_temp["run"]), "--resume"]);
        AssertSame(_temp["run"]);
        Assert.InRange(killed, 1, 10);
    }

    private static string[] Options(string folder) =>
        [
            "train",
            "--dataset",
            "digits",
            "--hidden",
            "64",
            "--epochs",
            "8",
            "--train-samples",
            "4000",
            "--no-report",
            "--out",
            folder,
        ];

    private static string WaitForEpoch(Process process)
    {
        string text = "";
        while (process.StandardOutput.ReadLine() is { } line)
        {
            text += line + "\n";
            if (line.StartsWith("epoch 1/", StringComparison.Ordinal))
            {
                break;
            }
        }
        return text;
    }

    private void AssertSame(string folder)
    {
        Assert.Equal(
            File.ReadAllBytes(_temp["undisturbed/model.hnsg"]),
            File.ReadAllBytes(Path.Combine(folder, "model.hnsg"))
        );
        Assert.Equal(Metrics(_temp["undisturbed"]), Metrics(folder));
        Assert.Equal(
            ["checkpoint.bin", "metrics.csv", "model.hnsg", "result.json", "run.json"],
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order()
        );
    }

    // But for the columns of time, which are the last two.
    private static IEnumerable<string> Metrics(string folder) =>
        File.ReadLines(Path.Combine(folder, "metrics.csv"))
            .Select(line => string.Join(',', line.Split(',').SkipLast(2)));

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int MakeFifo(string path, uint mode);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
