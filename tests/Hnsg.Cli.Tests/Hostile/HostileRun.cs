using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Tests.Hostile;

/// <summary>Small runs, begun with every method and finished with one, whose files are then changed.</summary>
public sealed class HostileRun : IDisposable
{
    private static readonly TrainingOptions s_options = new()
    {
        Hidden = [6],
        Steps = 2,
        Epochs = 2,
        Batch = 20,
        TrainSamples = 60,
        Validation = 20,
    };

    private readonly TempFolder _temp = new();

    /// <summary>Trains them.</summary>
    public HostileRun()
    {
        foreach (string method in TrainingChoices.Methods)
        {
            TrainingOptions options = TrainingChoices.WithMethod(s_options, method);
            using TrainingRun run = TrainingRun.Start(_temp[$"begun-{method}"], options, Digits, threads: 1);
            run.RunTo(1, null, CancellationToken.None);
        }
        using TrainingRun finished = TrainingRun.Start(_temp["finished"], s_options, Digits, threads: 1);
        finished.Run();
        using var session = new TrainingSession(s_options with { Method = "signed" }, Digits, threads: 1);
        session.Run();
        Weights = session.Network().ToBytes();
    }

    /// <summary>The data.</summary>
    public static Dataset Digits { get; } = Datasets.Load("digits");

    /// <summary>A model file with more than masks.</summary>
    public byte[] Weights { get; }

    /// <summary>A model file.</summary>
    public byte[] Model => File("finished", "model.hnsg");

    /// <summary>A file of a run.</summary>
    public byte[] File(string run, string name) => System.IO.File.ReadAllBytes(_temp[Path.Combine(run, name)]);

    /// <summary>A copy of a run in which a file is another.</summary>
    internal static string Copy(HostileRun runs, string run, string name, byte[] bytes, TempFolder to)
    {
        string folder = to[Guid.NewGuid().ToString("N")];
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(runs._temp[run]))
        {
            System.IO.File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        System.IO.File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => _temp.Dispose();
}
