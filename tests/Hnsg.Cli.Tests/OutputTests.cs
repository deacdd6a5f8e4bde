using System.Diagnostics;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>What is written is never what is read, whatever links lead there.</summary>
public sealed class OutputTests : IDisposable
{
    // 4 × 4 pixels of grey.
    private const string Picture =
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAHElEQVR4nGNg0AioYOAyimpiELFJ6WGQc8ubBgAn7ASxxOqJZAAAAABJRU5ErkJggg==";

    private const string Lost = "which is an input and would be lost";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void No_command_writes_over_what_it_reads()
    {
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--reset", "zero"]);
        string run = _temp["run"];
        string model = _temp["run/model.hnsg"];
        string nir = _temp["m.nir"];
        Cli.Succeed("export", "nir", model, "--out", nir);
        Cli.Succeed("export", "c", model, "--out", _temp["c"]);
        string plan = _temp["sweep.json"];
        File.WriteAllText(plan, """{ "dataset": "digits", "options": { "epochs": 1 }, "grid": { "steps": [2] } }""");
        // The same files by other names: a link, a folder that is a link, a way round.
        Directory.CreateSymbolicLink(_temp["way"], run);
        File.CreateSymbolicLink(_temp["link.png"], model);
        File.CreateSymbolicLink(_temp["link.svg"], _temp["run/metrics.csv"]);
        Directory.CreateDirectory(_temp["x"]);
        Dictionary<string, byte[]> before = Content();

        foreach (string kind in (string[])["npz", "onnx", "nir"])
        {
            foreach (string name in (string[])["run/model.hnsg", "link.png", "way/model.hnsg", "x/../run/model.hnsg"])
            {
                Cli.Fail(2, Lost, "export", kind, model, "--out", _temp[name]);
            }
        }
        foreach (string kind in (string[])["c", "verilog"])
        {
            Cli.Fail(2, "which is an input, is inside", "export", kind, _temp["c/model.hnsg"], "--out", _temp["c"]);
            Cli.Fail(2, "which is an input, is inside", "export", kind, model, "--out", _temp["way"], "--force");
        }
        Cli.Fail(2, Lost, "import", "nir", nir, "--out", nir);
        Cli.Fail(2, Lost, "plot", "raster", model, "0", "--out", _temp["link.png"]);
        Cli.Fail(2, Lost, "plot", "curves", "--run", run, "--out", _temp["link.svg"]);
        Cli.Fail(2, Lost, "plot", "compare", run, "--out", _temp["link.svg"]);
        foreach (string name in (string[])["run.json", "metrics.csv", "checkpoint.bin", "model.hnsg", "result.json"])
        {
            Cli.Fail(2, Lost, "report", "--run", run, "--out", _temp[$"way/{name}"]);
            Cli.Fail(2, Lost, "front", run, "--out", _temp["front.svg"], "--csv", _temp[$"way/{name}"]);
        }
        Cli.Fail(2, Lost, "front", run, "--out", _temp["way/metrics.svg"], "--csv", _temp["run/metrics.csv"]);
        Cli.Fail(2, Lost, "front", run, "--out", _temp["way/metrics.svg"]);
        Cli.Fail(2, Lost, "front", run, "--out", _temp["front.svg"], "--csv", _temp["front.svg"]);
        Cli.Fail(2, Lost, "sweep", plan, "--out", _temp.Path);
        Assert.Equal(before, Content());

        Cli.Succeed("plot", "curves", "--run", run, "--out", _temp["run/curves.svg"]);
        Cli.Succeed("report", "--run", run, "--out", _temp["way/report.html"]);
    }

    [Fact]
    public void Data_of_ones_own_are_not_written_into()
    {
        foreach (string place in (string[])["a/1", "a/2", "a/3", "b/1", "b/2", "b/3"])
        {
            Directory.CreateDirectory(_temp[$"set/{place[..1]}"]);
            File.WriteAllBytes(_temp[$"set/{place}.png"], Convert.FromBase64String(Picture));
        }
        string[] data = ["--dataset", _temp["set"], "--epochs", "1"];
        string[] tiny = ["--hidden", "2", "--steps", "1", "--validation", "0"];
        Cli.Fail(2, "which is an input and must not change", ["train", .. data, .. tiny, "--out", _temp["set/a/run"]]);
        Cli.Fail(2, "which is an input and must not change", ["compare", .. data, .. tiny, "--out", _temp["set/b"]]);
        Assert.Equal(3, Directory.GetFileSystemEntries(_temp["set/a"]).Length);
        Assert.Equal(3, Directory.GetFileSystemEntries(_temp["set/b"]).Length);
    }

    [Fact]
    public void The_standard_output_is_written_to_and_not_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/sh"), "there is no /dev/stdout here");
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        string model = _temp["run/model.hnsg"];
        Cli.Succeed("export", "npz", model, "--out", _temp["m.npz"]);
        byte[] file = File.ReadAllBytes(_temp["m.npz"]);
        string command = $"dotnet {Path.Combine(AppContext.BaseDirectory, "Hnsg.Cli.dll")} export npz {model} --out";
        foreach (string way in (string[])["/dev/stdout >> all", "/dev/stdout | cat >> all", "/dev/fd/3 3>> all"])
        {
            File.WriteAllText(_temp["all"], "before");
            using Process shell = Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", $"{command} {way}"])
                {
                    WorkingDirectory = _temp.Path,
                    RedirectStandardOutput = true,
                }
            )!;
            shell.StandardOutput.ReadToEnd();
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
            Assert.Equal([.. "before"u8, .. file], File.ReadAllBytes(_temp["all"]).Take(6 + file.Length));
        }
        Assert.False(Directory.GetFiles("/dev", ".hnsg-*").Length > 0);
    }

    private Dictionary<string, byte[]> Content() =>
        Directory.GetFiles(_temp.Path, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes);
}
