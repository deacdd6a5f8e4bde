using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Sweeps.Plans;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Sweeps;

/// <summary>One run of a sweep and its folder.</summary>
internal sealed class SweepRun
{
    private const string FailureName = "failure.txt";

    private readonly SweepConfiguration _configuration;
    private readonly ulong _seed;
    private readonly RunFolder _folder;

    /// <summary>Names a run.</summary>
    /// <param name="path">Folder of the sweep.</param>
    /// <param name="configuration">The choice.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="dataset">Data.</param>
    /// <exception cref="OptionException">The data are too few for an option.</exception>
    public SweepRun(string path, SweepConfiguration configuration, ulong seed, Dataset dataset)
    {
        _configuration = configuration;
        _seed = seed;
        TrainingOptions options = Options(dataset);
        Id = RunId.Of(options, dataset);
        Epochs = options.Epochs;
        _folder = new RunFolder(Path.Combine(path, Id));
        Row = new SweepRow
        {
            Id = Id,
            Varied = configuration.Varied,
            Seed = seed,
            Status = RunStatus.Waiting,
            Epochs = 0,
            ValidationAccuracy = null,
            Steps = options.Steps,
            TrainSeconds = 0,
        };
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>How far it is, by what it was last trained to.</summary>
    public SweepRow Row { get; private set; }

    /// <summary>Epochs of the whole run.</summary>
    public int Epochs { get; }

    private string FailurePath => Path.Combine(_folder.Path, FailureName);

    /// <summary>Trains to some epoch, or to the end, and tests there; what is done already is not done again.</summary>
    /// <param name="epochs">Epochs.</param>
    /// <param name="dataset">Data.</param>
    /// <param name="notice">A notice to users about the choice of the data; null for none.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="progress">Hears of every batch.</param>
    /// <param name="cancellation">Stops it; it is then saved.</param>
    /// <returns>Accuracy on validation samples; −1 where it failed, 0 where there are none.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InputException">A file is damaged or cannot be written.</exception>
    public double TrainTo(
        int epochs,
        Dataset dataset,
        string? notice,
        int threads,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation
    )
    {
        TrainingOptions options = Options(dataset);
        if (TrainingRun.Finished(_folder.Path, _ => options) is { } known)
        {
            return Finish(known);
        }
        if (File.Exists(FailurePath))
        {
            return Fail();
        }
        if (epochs < Epochs && History() is { Count: > 0 } history && history.Count >= epochs)
        {
            return Halt(history[epochs - 1]);
        }
        using TrainingRun run = TrainingRun.StartOrResume(
            _folder.Path,
            options,
            dataset,
            _configuration.Preset,
            notice,
            threads
        );
        try
        {
            if (epochs >= Epochs)
            {
                return Finish(run.Run(progress, cancellation));
            }
            run.RunTo(epochs, progress, cancellation);
            return Halt(run.History[Math.Min(epochs, run.History.Count) - 1]);
        }
        catch (OptionException error)
        {
            // Options were checked before, so this is about where the training has led.
            AtomicFile.Write(FailurePath, error.Message + "\n");
            return Fail();
        }
    }

    // Made anew when they are wanted: of the many runs of a plan few are at work.
    private TrainingOptions Options(Dataset dataset) =>
        RunOptions.Resolve(_configuration.Options with { Seed = _seed }, dataset);

    private IReadOnlyList<EpochReport> History() => File.Exists(_folder.MetricsPath) ? _folder.ReadMetrics() : [];

    private double Halt(EpochReport epoch)
    {
        Row = Row with
        {
            Status = RunStatus.Halted,
            Epochs = epoch.Epoch,
            ValidationAccuracy = epoch.ValidationAccuracy,
            TrainSeconds = epoch.Seconds,
        };
        return epoch.ValidationAccuracy ?? 0;
    }

    private double Fail()
    {
        IReadOnlyList<EpochReport> history = History();
        Row = Row with
        {
            Status = RunStatus.Failed,
            Epochs = history.Count,
            ValidationAccuracy = null,
            TrainSeconds = history.Count == 0 ? 0 : history[^1].Seconds,
        };
        return -1;
    }

    private double Finish(RunResult result)
    {
        // It only serves to go on, and is most of the bytes of a run.
        File.Delete(_folder.CheckpointPath);
        Row = Row with
        {
            Status = RunStatus.Finished,
            Epochs = result.EpochsRun,
            ValidationAccuracy = result.ValidationAccuracy,
            TestAccuracy = result.Test.Accuracy,
            FiringIntensity = result.FiringIntensity,
            Connections = result.Connections,
            ModelBytes = result.ModelBytes,
            TrainSeconds = result.TrainSeconds,
        };
        return result.ValidationAccuracy ?? 0;
    }
}
