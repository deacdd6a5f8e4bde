using Hnsg.Data;
using Hnsg.Plots.Figures;
using Hnsg.Training;
using Hnsg.Training.Runs;

namespace Hnsg.Plots.Tests;

/// <summary>A run that was really trained, on few digits, once for all tests of a class.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hnsg-run-").FullName;

    private Dataset? _other;

    /// <summary>Trains for a moment.</summary>
    public TrainedRun()
    {
        Dataset digits = Datasets.Load("digits");
        Data = digits with { Train = digits.Train.Slice(0, 240), Test = digits.Test.Slice(0, 60) };
        var options = Presets.Find(Presets.Default).Options with
        {
            Hidden = [24],
            Epochs = 3,
            Batch = 50,
            Validation = 40,
        };
        using TrainingRun run = TrainingRun.Start(Path, options, Data, threads: 1);
        run.Run();
    }

    /// <summary>The folder.</summary>
    public string Path => System.IO.Path.Combine(_folder, "tiny run <1>");

    /// <summary>The data.</summary>
    public Dataset Data { get; }

    /// <summary>Other data of the same shape.</summary>
    public Dataset Other =>
        _other ??= Data with
        {
            Name = "other",
            Train = Data.Train.Slice(0, 100),
            Test = Data.Test.Slice(0, 50),
            Sha256 = new Dictionary<string, string> { ["train"] = "other" },
        };

    /// <summary>Opens it.</summary>
    public RunContents Open() => new(Path, _ => Data, threads: 1);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
