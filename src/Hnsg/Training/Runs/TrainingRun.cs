using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training.Options;

namespace Hnsg.Training.Runs;

/// <summary>Training with a folder in which everything is kept, so that it can be stopped or killed and gone on with.</summary>
/// <remarks>
/// However often a run is stopped or killed and resumed, its model has the same bytes as if nothing had happened. The
/// files are replaced whole: at any moment the folder is good to resume from. It serves one thread at a time: a call that
/// comes while another is at work, also one from within <c>progress</c>, throws <see cref="InvalidOperationException"/>,
/// and a call after <see cref="Dispose"/> <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class TrainingRun : IDisposable
{
    private readonly Dataset _dataset;
    private readonly int? _threads;
    private readonly TrainingSession _session;
    private readonly IDisposable _lock;
    private readonly byte[] _identity;
    private readonly ExclusiveUse _use;
    private EventLog? _events;

    private TrainingRun(
        RunFolder folder,
        RunDescription description,
        Dataset dataset,
        int? threads,
        TrainingSession session,
        IDisposable held
    )
    {
        Folder = folder;
        Description = description;
        _dataset = dataset;
        _threads = threads;
        _session = session;
        _lock = held;
        _identity = Identity(description);
        _use = new ExclusiveUse(this, Release);
    }

    /// <summary>Version of this library, as run folders note it.</summary>
    public static string LibraryVersion { get; } =
        typeof(TrainingRun)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>What the run is.</summary>
    public RunDescription Description { get; }

    /// <summary>The data it is trained and tested on.</summary>
    public Dataset Dataset => _dataset;

    /// <summary>Within an epoch a checkpoint is written when the last is older than this.</summary>
    internal TimeSpan BetweenCheckpoints { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The network being trained.</summary>
    public NetworkSpec Spec => _session.Spec;

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch => _session.BatchesPerEpoch;

    /// <summary>Epochs that are done.</summary>
    public IReadOnlyList<EpochReport> History => _session.History;

    /// <summary>
    /// Writes an event file for TensorBoard, <c>events.out.tfevents.*</c>, with a point an epoch; a run that has one goes
    /// on with it unasked.
    /// </summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void WriteEvents()
    {
        using ExclusiveUse.Scope call = _use.Enter();
        _events ??= EventLog.Open(Folder, Description.Options, Spec, BatchesPerEpoch, _session.History);
    }

    /// <summary>Starts a run in a folder of its own.</summary>
    /// <param name="path">The folder: absent or empty.</param>
    /// <param name="options">Options.</param>
    /// <param name="dataset">Data.</param>
    /// <param name="preset">Name of the preset that the options started from, for the record.</param>
    /// <param name="notice">What people should know about the choice of the data; null for nothing.</param>
    /// <param name="threads">Number of threads; null for one a core. The result does not depend on it.</param>
    /// <exception cref="OptionException">An option cannot be used, or the folder is taken or cannot be written to.</exception>
    /// <exception cref="InputException">The data do not fit together, or a file cannot be written.</exception>
    public static TrainingRun Start(
        string path,
        TrainingOptions options,
        Dataset dataset,
        string preset = Presets.Default,
        string? notice = null,
        int? threads = null
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(preset);
        var folder = new RunFolder(path);
        folder.CheckFree();
        TrainingOptions resolved = RunOptions.Resolve(options, dataset);
        var session = new TrainingSession(resolved, dataset, threads);
        IDisposable? held = null;
        try
        {
            var description = new RunDescription
            {
                Hnsg = LibraryVersion,
                Preset = preset,
                Options = resolved,
                Data = new RunData
                {
                    Name = dataset.Name,
                    Source = dataset.Source,
                    Notice = notice,
                    Sha256 = dataset.Sha256,
                },
                Layers = [session.Spec.Inputs, .. session.Spec.Layers.Select(layer => layer.Neurons)],
            };
            folder.Create();
            held = folder.Lock();
            folder.DeleteLeftovers();
            AtomicFile.Write(folder.DescriptionPath, RunJson.Write(description));
            return new TrainingRun(folder, description, dataset, threads, session, held);
        }
        catch
        {
            session.Dispose();
            held?.Dispose();
            throw;
        }
    }

    /// <summary>The result of a run that is finished, without its data; null where it is not.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="expected">Options that must be the run's, made from those of its <c>run.json</c>.</param>
    /// <exception cref="OptionException">The expected options are not the run's.</exception>
    /// <exception cref="InputException">A file is damaged.</exception>
    public static RunResult? Finished(string path, Func<RunDescription, TrainingOptions> expected)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(expected);
        var folder = new RunFolder(path);
        if (!folder.HoldsRun || folder.ReadResult() is not { } result)
        {
            return null;
        }
        RunDescription description = folder.ReadDescription();
        TrainingOptions options = expected(description);
        TrainingOptionsValidation.Check(options);
        RunOptions.CheckSame(folder, description, RunOptions.ByLayer(options));
        folder.TidyFinished();
        return result;
    }

    /// <summary>Goes on with a run, from its checkpoint, or from the start where it has none yet.</summary>
    /// <param name="path">The folder, with a <c>run.json</c>.</param>
    /// <param name="dataset">The run's data.</param>
    /// <param name="expected">Options that must be the run's; null to take the run's as they are.</param>
    /// <param name="threads">Number of threads; null for one a core. The result does not depend on it.</param>
    /// <exception cref="OptionException">The expected options are not the run's.</exception>
    /// <exception cref="InputException">The data are not the run's, or a file is missing, damaged, or cannot be written.</exception>
    public static TrainingRun Resume(
        string path,
        Dataset dataset,
        TrainingOptions? expected = null,
        int? threads = null
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(dataset);
        var folder = new RunFolder(path);
        RunDescription description = folder.ReadDescription();
        CheckData(folder, description.Data, dataset);
        CheckOptions(folder, description, dataset);
        if (expected is not null)
        {
            RunOptions.CheckSame(folder, description, RunOptions.Resolve(expected, dataset));
        }
        IDisposable held = folder.Lock();
        TrainingSession? session = null;
        try
        {
            folder.DeleteLeftovers();
            session = File.Exists(folder.CheckpointPath)
                ? CheckpointFile.Read(folder.CheckpointPath, Identity(description), Begin)
                : Begin();
            var run = new TrainingRun(folder, description, dataset, threads, session, held);
            if (EventLog.IsIn(folder))
            {
                run.WriteEvents();
            }
            return run;
        }
        catch
        {
            session?.Dispose();
            held.Dispose();
            throw;
        }

        TrainingSession Begin()
        {
            try
            {
                return new TrainingSession(description.Options, dataset, threads);
            }
            catch (OptionException error) when (error.Option != "threads")
            {
                throw RunJson.Damaged(folder.DescriptionPath, RunCheck.InOptions(error), error);
            }
        }
    }

    /// <summary>Goes on with the run in a folder, or starts it where there is none.</summary>
    /// <param name="path">The folder: absent, empty, or with a run of these options.</param>
    /// <param name="options">Options.</param>
    /// <param name="dataset">Data.</param>
    /// <param name="preset">Name of the preset that the options started from, for the record.</param>
    /// <param name="notice">What people should know about the choice of the data; null for nothing.</param>
    /// <param name="threads">Number of threads; null for one a core. The result does not depend on it.</param>
    /// <exception cref="OptionException">An option cannot be used, or is not that of the run in the folder.</exception>
    /// <exception cref="InputException">The data are not the run's, or a file is damaged or cannot be written.</exception>
    public static TrainingRun StartOrResume(
        string path,
        TrainingOptions options,
        Dataset dataset,
        string preset = Presets.Default,
        string? notice = null,
        int? threads = null
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        // To Resume they would be the run's own.
        ArgumentNullException.ThrowIfNull(options);
        return new RunFolder(path).HoldsRun
            ? Resume(path, dataset, options, threads)
            : Start(path, options, dataset, preset, notice, threads);
    }

    /// <summary>Trains to the end, evaluates the test samples once, and writes the result.</summary>
    /// <param name="progress">Hears of every batch.</param>
    /// <param name="cancellation">Stops after the batch at work; checkpoint, metrics and model are then written.</param>
    /// <returns>The result; that of the earlier run where it was finished already.</returns>
    /// <exception cref="OperationCanceledException">It was stopped, and can be resumed.</exception>
    /// <exception cref="OptionException">The scores have become infinite.</exception>
    /// <exception cref="InputException">A file cannot be written; what was written before stays.</exception>
    public RunResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        if (Folder.ReadResult() is { } earlier)
        {
            return earlier;
        }
        WriteMetrics();
        Train(int.MaxValue, progress, cancellation);
        byte[] model = WriteModel();
        TrainedNetwork network = TrainedNetwork.LoadAny(model);
        Evaluation test = Evaluator.Run(network, _dataset.Test, _threads, null, cancellation);
        Evaluation? source = _session.Conversion is { } conversion
            ? Evaluator.Run(conversion.Source, _dataset.Test, _threads, null, cancellation)
            : null;
        RunResult result = Result(test, source, model, network);
        AtomicFile.Write(Folder.ResultPath, RunJson.Write(result));
        return result;
    }

    /// <summary>Trains until so many epochs are done, and saves: to see how it does before it is gone on with.</summary>
    /// <param name="epochs">Epochs in all, at least 1. Fewer are done where the run stops early or has no more.</param>
    /// <param name="progress">Hears of every batch.</param>
    /// <param name="cancellation">Stops after the batch at work; checkpoint, metrics and model are then written.</param>
    /// <remarks>The test samples are not looked at. The learning rate is that of the whole run at that epoch.</remarks>
    /// <exception cref="OperationCanceledException">It was stopped, and can be resumed.</exception>
    /// <exception cref="OptionException">The scores have become infinite.</exception>
    /// <exception cref="InputException">A file cannot be written; what was written before stays.</exception>
    public void RunTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        WriteMetrics();
        Train(epochs, progress, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _use.Close();

    private void Release()
    {
        _session.Dispose();
        _lock.Dispose();
    }

    private void Train(int until, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        long saved = Stopwatch.GetTimestamp();
        while (!_session.Finished && _session.History.Count < until)
        {
            if (cancellation.IsCancellationRequested)
            {
                SaveCheckpoint();
                WriteModel();
                throw new OperationCanceledException(cancellation);
            }
            int epochs = _session.History.Count;
            _session.Step(progress);
            bool ended = _session.History.Count > epochs;
            if (ended)
            {
                WriteMetrics();
                _events?.Add(_session.History[^1]);
            }
            if (ended || Stopwatch.GetElapsedTime(saved) > BetweenCheckpoints)
            {
                SaveCheckpoint();
                saved = Stopwatch.GetTimestamp();
            }
        }
    }

    private void SaveCheckpoint() => CheckpointFile.Write(Folder.CheckpointPath, _identity, _session);

    private void WriteMetrics() => AtomicFile.Write(Folder.MetricsPath, MetricsTable.Text(_session.History));

    private byte[] WriteModel()
    {
        byte[] model = _session.Network().ToBytes();
        AtomicFile.Write(Folder.ModelPath, model);
        return model;
    }

    private RunResult Result(Evaluation test, Evaluation? source, byte[] model, TrainedNetwork network)
    {
        IReadOnlyList<EpochReport> history = _session.History;
        bool best = Description.Options.Patience > 0;
        return new RunResult
        {
            Dataset = Description.Data.Name,
            Source = Description.Data.Source,
            Notice = Description.Data.Notice,
            Method = Description.Options.Method,
            Preset = Description.Preset,
            Seed = Description.Options.Seed,
            Epochs = Description.Options.Epochs,
            EpochsRun = history.Count,
            Layers = Description.Layers,
            TrainSamples = _session.TrainSamples,
            ValidationAccuracy = best ? history.Max(epoch => epoch.ValidationAccuracy) : history[^1].ValidationAccuracy,
            Test = TestReport.Of(test),
            FiringIntensity = test.FiringIntensity,
            Conversion = source is null ? null : ConversionReport.Of(_session.Conversion!, source),
            Kept = [.. network.Spec.Layers.Select(layer => layer.Keep)],
            Connections = network.Connections,
            ModelBytes = model.Length,
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(model)),
            TrainSeconds = _session.Seconds,
            TrainImagesPerSecond = (double)_session.TrainSamples * history.Count / Math.Max(1e-9, _session.Seconds),
            SecondsToAccuracy = _session.ValidationSamples == 0 ? null : SecondsToAccuracy(),
            Hnsg = LibraryVersion,
        };
    }

    private Dictionary<string, double?> SecondsToAccuracy() =>
        TrainingSession.Milestones.ToDictionary(
            accuracy => FormattableString.Invariant($"{accuracy}"),
            accuracy => _session.SecondsToAccuracy.TryGetValue(accuracy, out double seconds) ? seconds : (double?)null
        );

    // The options of a run.json were made of these data, and so they come out of them again.
    private static void CheckOptions(RunFolder folder, RunDescription run, Dataset dataset)
    {
        TrainingOptions options;
        try
        {
            options = RunOptions.Resolve(run.Options, dataset);
        }
        catch (OptionException error)
        {
            throw RunJson.Damaged(folder.DescriptionPath, RunCheck.InOptions(error), error);
        }
        if (RunOptions.Differences(run.Options, options).FirstOrDefault() is { } difference)
        {
            throw RunJson.Damaged(
                folder.DescriptionPath,
                $"{RunCheck.Field(difference.Option)} is {difference.One}, but with these data it would be {difference.Other}"
            );
        }
        if (run.Layers[0] != dataset.Train.Inputs || run.Layers[^1] != dataset.Classes)
        {
            throw RunJson.Damaged(
                folder.DescriptionPath,
                $"layers has {run.Layers[0]} inputs and {run.Layers[^1]} classes, but the data have {dataset.Train.Inputs} "
                    + $"and {dataset.Classes}"
            );
        }
    }

    private static void CheckData(RunFolder folder, RunData data, Dataset dataset)
    {
        if (data.Difference(dataset) is { } difference)
        {
            throw new InputException(
                folder.Path,
                $"the run was started with different data: {difference}. Give the data it was started with."
            );
        }
    }

    /// <summary>A hash of all that decides the result of a run: runs with the same one come to the same network.</summary>
    /// <param name="options">Options, resolved (<see cref="RunOptions.Resolve"/>).</param>
    /// <param name="dataset">The data.</param>
    /// <returns>SHA-256, in lower-case hex.</returns>
    public static string Identity(TrainingOptions options, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataset);
        return Convert.ToHexStringLower(
            Identity(
                new RunIdentity(options, dataset.Sha256, [dataset.Train.Inputs, .. options.Hidden, dataset.Classes])
            )
        );
    }

    // What decides the result; where the data lie and how the folder is called do not.
    internal static byte[] Identity(RunDescription description) =>
        Identity(new RunIdentity(description.Options, description.Data.Sha256, description.Layers));

    internal static byte[] Identity(RunIdentity identity) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(identity, RunJsonContext.Default.RunIdentity));
}
