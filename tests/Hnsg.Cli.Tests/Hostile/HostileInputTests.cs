using System.Diagnostics;
using System.Globalization;
using Hnsg.Cli.Parsing;
using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Export;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Sweeps;
using Hnsg.Sweeps.Plans;
using Hnsg.Training;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Cli.Tests.Hostile;

/// <summary>
/// Files that were made to do harm, always the same ones: each through its reader, which gives a typed error or what can
/// be used, and some through the command, which never calls them its own bug. Nothing hangs, and nothing takes much memory.
/// </summary>
public sealed class HostileInputTests(HostileRun runs) : IClassFixture<HostileRun>, IDisposable
{
    private const string Begun = "begun-hnsg";
    private const long MostAllocated = 150L << 20;
    private const long MostGrowth = 300L << 20;

    // For hangs; the slowest takes about a second.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Models() =>
        Check(
            [.. HostileModels.Of(runs.Model, 120, seed: 1), .. HostileModels.Bombs(runs.Model)],
            126,
            bytes => Put("model.hnsg", bytes),
            path => Use(TrainedNetwork.LoadAny(path)),
            path =>
                [
                    ["eval", path],
                    ["inspect", path],
                    ["predict", path, "0"],
                ]
        );

    [Fact]
    public void Models_with_weights() =>
        Check(
            [.. HostileModels.Of(runs.Weights, 80, seed: 2)],
            80,
            bytes => Put("weights.hnsg", bytes),
            path => Use(TrainedNetwork.LoadAny(path)),
            path =>
                [
                    ["eval", path],
                    ["inspect", path],
                ]
        );

    [Fact]
    public void Checkpoints() =>
        Check(
            [.. HostileCheckpoints.Of(runs.File(Begun, "checkpoint.bin"), 60, seed: 3)],
            222,
            bytes => HostileRun.Copy(runs, Begun, "checkpoint.bin", bytes, _temp),
            Resume,
            folder =>
                [
                    ["train", "--resume", folder, "--no-report", "--threads", "1"],
                ]
        );

    [Fact]
    public void Checkpoints_of_every_method()
    {
        foreach (string method in TrainingChoices.Methods)
        {
            string run = $"begun-{method}";
            Check(
                [.. HostileCheckpoints.Of(runs.File(run, "checkpoint.bin"), 30, seed: 11).TakeLast(30)],
                30,
                bytes => HostileRun.Copy(runs, run, "checkpoint.bin", bytes, _temp),
                Resume,
                _ => []
            );
        }
    }

    [Fact]
    public void Descriptions_of_runs() =>
        Check(
            [.. HostileJson.Of(Text(Begun, "run.json"), 90, seed: 4)],
            90,
            bytes => HostileRun.Copy(runs, Begun, "run.json", bytes, _temp),
            Resume,
            folder =>
                [
                    ["train", "--resume", folder, "--no-report", "--threads", "1"],
                    ["report", "--run", folder],
                ]
        );

    [Fact]
    public void Results_of_runs() =>
        Check(
            [.. HostileJson.Of(Text("finished", "result.json"), 90, seed: 5)],
            90,
            bytes => HostileRun.Copy(runs, "finished", "result.json", bytes, _temp),
            folder => new RunFolder(folder).ReadResult(),
            folder =>
                [
                    ["train", "--resume", folder, "--no-report"],
                    ["front", folder, "--out", Path.Combine(folder, "front.svg")],
                    ["doctor", folder],
                ]
        );

    [Fact]
    public void Metrics_of_runs() =>
        Check(
            [.. Metrics()],
            45,
            bytes => HostileRun.Copy(runs, Begun, "metrics.csv", bytes, _temp),
            folder => new RunFolder(folder).ReadMetrics(),
            folder =>
                [
                    ["plot", "curves", "--run", folder, "--out", Path.Combine(folder, "curves.svg")],
                ]
        );

    [Fact]
    public void Descriptions_of_exports() =>
        Check(
            [.. HostileJson.Of("""{ "target": "c", "name": "n", "model": "00" }""", 30, seed: 6)],
            30,
            bytes => Path.GetDirectoryName(Put("export/export.json", bytes))!,
            folder => ExportManifest.Read(folder),
            folder =>
                [
                    ["verify", folder],
                ]
        );

    [Fact]
    public void Plans() =>
        Check(
            [.. HostileJson.Of(Plan, 100, seed: 7), .. HugePlans()],
            105,
            bytes => Put("plan.json", bytes),
            path => SweepPlan.Read(path, new PlanOptions().Read),
            path =>
                [
                    ["sweep", path, "--dry-run", "--out", _temp["sweep"]],
                ]
        );

    [Fact]
    public void Pictures_of_a_set() =>
        Check(
            [.. HostileIdx.Plain(60, seed: 8)],
            61,
            Set,
            folder => Datasets.Load(folder, cancellation: TestContext.Current.CancellationToken),
            TrainOn
        );

    [Fact]
    public void Packed_pictures_of_a_set() =>
        Check(
            [.. HostileIdx.Packed(60, seed: 9)],
            64,
            Set,
            folder => Datasets.Load(folder, cancellation: TestContext.Current.CancellationToken),
            TrainOn
        );

    [Fact]
    public void Pictures()
    {
        string model = Put("good.hnsg", runs.Model);
        Check(
            [.. HostilePng.Of(60, seed: 10), .. HostilePng.Bombs()],
            133,
            bytes => Put("picture.png", bytes),
            path => PngImage.Read(path),
            path =>
                [
                    ["predict", model, path],
                ]
        );
    }

    private const string Plan = """
        {
          "dataset": "digits",
          "options": { "preset": "tiny", "epochs": 2 },
          "grid": { "steps": [1, 2], "keep": [[0.1, 0.5], [0.2, 0.5]] },
          "random": {
            "learning-rate": { "log": [0.001, 0.03] },
            "surrogate": ["atan", "triangle"],
            "gain": { "layers": [{ "uniform": [0.7, 1.5] }, 0.8] }
          },
          "draws": 3,
          "draw-seed": 1,
          "seeds": [1, 2],
          "halving": { "factor": 2, "epochs": 1 },
          "budget": { "runs": 100, "epochs": 400 }
        }
        """;

    // Of each kind: the reader for all, the command for some.
    private static void Check(
        IReadOnlyList<HostileInput> inputs,
        int expected,
        Func<byte[], string> put,
        Action<string> read,
        Func<string, string[][]> commands
    )
    {
        Assert.Equal(expected, inputs.Count);
        for (int i = 0; i < inputs.Count; i++)
        {
            string path = put(inputs[i].Bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            Exception? error = Record.Exception(() => read(path));
            Assert.True(
                error is null or InputException or OptionException or InsufficientMemoryException,
                $"{inputs[i].Name}: {error}"
            );
            Assert.False(error?.Message.Any(char.IsControl) ?? false, $"{inputs[i].Name}: {error?.Message}");
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostAllocated, $"{inputs[i].Name}: {allocated:N0} bytes");
            Assert.True(Stopwatch.GetElapsedTime(start) < s_longest, inputs[i].Name);
            if (i % (inputs.Count / 5) == 0)
            {
                foreach (string[] command in commands(put(inputs[i].Bytes)))
                {
                    AssertNoBug(inputs[i].Name, command);
                }
            }
        }
    }

    private static void AssertNoBug(string name, string[] command)
    {
        (CliResult result, long most) = Watched(command);
        Assert.True(result.Code is 0 or 2 or 3, $"{name}: {string.Join(' ', command)}: {result}");
        Assert.DoesNotContain(result.Error, c => char.IsControl(c) && c != '\n');
        Assert.True(most < MostGrowth, $"{name}: {string.Join(' ', command)}: {most:N0} bytes");
    }

    // The most memory that the command had, beyond what it has to say its version.
    private static (CliResult Result, long Growth) Watched(string[] command)
    {
        using Process process = Cli.Start([("NO_COLOR", "1")], command);
        long most = 0;
        using var stopped = new CancellationTokenSource();
        var watch = new Thread(() =>
        {
            while (!stopped.IsCancellationRequested)
            {
                most = Math.Max(most, Peak(process.Id));
                Thread.Sleep(10);
            }
        });
        watch.Start();
        using var end = new Timer(
            _ => process.Kill(entireProcessTree: true),
            null,
            s_longest,
            Timeout.InfiniteTimeSpan
        );
        CliResult result = Cli.Wait(process);
        stopped.Cancel();
        watch.Join();
        return (result, most - (60L << 20));
    }

    // Only Linux tells.
    private static long Peak(int process)
    {
        try
        {
            string? line = System
                .IO.File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(it => it.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : 1024
                    * long.Parse(
                        line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                        CultureInfo.InvariantCulture
                    );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static void Use(TrainedNetwork network)
    {
        if (network is HiddenNetwork hidden && hidden.Spec.AllConnections < 100_000 && hidden.Spec.IsPlain)
        {
            using var classifier = new Classifier(hidden);
            classifier.Classify(new byte[hidden.Spec.Inputs]);
        }
    }

    // What is accepted must also be fit to go on with.
    private static void Resume(string folder)
    {
        using TrainingRun run = TrainingRun.Resume(folder, HostileRun.Digits, threads: 1);
        run.Run(cancellation: TestContext.Current.CancellationToken);
    }

    private IEnumerable<HostileInput> Metrics()
    {
        string[] lines = Text(Begun, "metrics.csv").Split('\n');
        string[] cells = lines[1].Split(',');
        string[] values = ["-1", "NaN", "1e999", "x", "", "\u001b[31m"];
        for (int i = 0; i < 40; i++)
        {
            string[] changed = [.. cells];
            changed[i % cells.Length] = values[i % values.Length];
            yield return Line($"column {i % cells.Length} is {values[i % values.Length]}", string.Join(',', changed));
        }
        yield return Line("a column more", lines[1] + ",1");
        yield return Line("a column less", string.Join(',', cells[1..]));
        yield return Line("a hundred thousand rows", string.Join('\n', Enumerable.Repeat(lines[1], 100_000)));
        yield return new HostileInput("10 MB of nothing", new byte[10_000_000]);
        yield return new HostileInput("nothing", []);

        HostileInput Line(string name, string line) =>
            new($"metrics: {name}", System.Text.Encoding.UTF8.GetBytes($"{lines[0]}\n{line}\n"));
    }

    private static IEnumerable<HostileInput> HugePlans()
    {
        string Many(int count, string separator) =>
            string.Join(separator, Enumerable.Range(1, count).Select(i => $"{i / 1e6}"));
        string axes = $$"""{ "keep": [{{Many(3_000, ",")}}], "gain": [{{Many(30, ",")}}] }""";
        yield return Text("90,000 choices of 1,000 seeds", $$"""{ "grid": {{axes}}, "seeds": 1000 }""");
        yield return Text("1,000,000 draws", """{ "random": { "keep": [0.1, 0.2] }, "draws": 1000000 }""");
        yield return Text(
            "2^40 combinations",
            $$"""{ "grid": { {{string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"o{i}\": [1, 2]"))}} } }"""
        );
        yield return Text(
            "60,000 options",
            $$"""{ "options": { {{string.Join(",\n", Enumerable.Range(0, 60_000).Select(i => $"\"o{i}\": 1"))}} } }"""
        );
        yield return Text("2 MB", $$"""{ "seeds": [{{Many(250_000, ",\n")}}] }""");

        static HostileInput Text(string name, string text) =>
            new($"plan: {name}", System.Text.Encoding.UTF8.GetBytes(text));
    }

    private string Text(string run, string name) => System.Text.Encoding.UTF8.GetString(runs.File(run, name));

    private string Set(byte[] pictures)
    {
        Put("set/train-labels-idx1-ubyte", HostileIdx.Labels);
        Put("set/t10k-labels-idx1-ubyte", HostileIdx.Labels);
        Put("set/t10k-images-idx3-ubyte", HostileIdx.Valid);
        return Path.GetDirectoryName(Put("set/train-images-idx3-ubyte", pictures))!;
    }

    private string[][] TrainOn(string folder) =>
        [
            [
                "train",
                "--dataset",
                folder,
                "--hidden",
                "4",
                "--epochs",
                "1",
                "--no-report",
                "--threads",
                "1",
                "--out",
                _temp[Guid.NewGuid().ToString("N")],
            ],
        ];

    private string Put(string name, byte[] bytes)
    {
        string path = _temp[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }
}
