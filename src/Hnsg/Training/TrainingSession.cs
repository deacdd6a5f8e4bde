using System.Diagnostics;
using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Kernels;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training.Augmentation;
using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training;

/// <summary>Training under way: batch after batch, to be stopped, saved and gone on with at any batch.</summary>
/// <remarks>
/// It serves one thread at a time: a call that comes while another is at work throws
/// <see cref="InvalidOperationException"/>, and a call after <see cref="Dispose"/> <see cref="ObjectDisposedException"/>.
/// Who hears of progress hears of it between two batches, and may call what it likes from there. Networks and reports
/// that it has given stay good after it.
/// </remarks>
public sealed class TrainingSession : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly SampleSet _train;
    private readonly SampleSet? _validation;
    private readonly ModelMetadata _metadata;
    private readonly WorkerTeam _team;
    private readonly NetworkLayers _layers;
    private readonly BatchForward _forward;
    private readonly TrainingMethod _method;
    private readonly LayerMethod[] _methods;
    private readonly bool _trains;
    private readonly Backpropagation _backpropagation;
    private readonly Optimiser _optimiser;
    private readonly LearningRateSchedule _schedule;
    private readonly AugmentedSource _source;
    private readonly TrainingState _state = new();
    private readonly ExclusiveUse _use;
    private EventNetwork? _weights;
    private EventTeam? _engines;
    private TrainedNetwork? _result;

    /// <summary>Draws weights and scores and makes everything ready for the first batch.</summary>
    /// <param name="options">Options.</param>
    /// <param name="dataset">Data; the test samples are not looked at.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one a core. The result does not depend on it.</param>
    /// <exception cref="OptionException">An option is out of range, or the data are too few for it.</exception>
    /// <exception cref="InputException">
    /// The data do not fit together (<see cref="Dataset.Validate"/>), or a name in them cannot be stored in a model file.
    /// </exception>
    /// <exception cref="InsufficientMemoryException">The machine has less memory than such a training needs.</exception>
    public TrainingSession(TrainingOptions options, Dataset dataset, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataset);
        TrainingOptionsValidation.Check(options);
        dataset.Validate();
        if (threads is < 1 or > WorkerTeam.MostThreads)
        {
            throw new OptionException("threads", $"{threads} is not in 1…1,024");
        }
        _options = options;
        (_train, _validation) = Split(options, dataset.Train);
        Spec = TrainingOptionsValidation.Network(options, dataset.Train.Inputs, dataset.Classes);
        _metadata = Metadata(dataset, Spec);
        int capacity = Math.Min(options.Batch, _train.Count);
        TrainingMemory.Require(options, Spec, capacity, WorkerTeam.SizeOf(threads));
        _team = new WorkerTeam(threads);
        _method = TrainingMethods.Find(options.Method);
        int layers = Spec.Layers.Count;
        _layers = new NetworkLayers([
            .. Enumerable.Range(0, layers).Select(l => _method.CreateLayer(Spec, l, capacity)),
        ]);
        _forward = new BatchForward(_layers.All, Spec.Encoding, capacity, _team);
        _optimiser = Optimiser.Create(options);
        var setup = new MethodSetup(options, _optimiser, _team.Size);
        _methods = [.. _layers.All.Select((layer, l) => _method.CreateTraining(Spec, l, layer, setup))];
        _trains = _methods.Any(method => method.Trains);
        _backpropagation = new Backpropagation(
            _forward,
            _methods,
            Loss.Create(options.Loss, options.LabelSmoothing),
            _method.Surrogate ?? SurrogateCatalog.Create(options.Surrogate, options.Slope),
            options.AttachReset,
            (options.ActivityPenalty, options.ActivityTarget),
            _team
        );
        BatchesPerEpoch = (_train.Count + capacity - 1) / capacity;
        _schedule = new LearningRateSchedule(options, BatchesPerEpoch);
        _source = new AugmentedSource(
            _train,
            dataset.Width,
            dataset.Height,
            options.Shift,
            new WarpOptions(options.Rotate, options.Zoom, options.Elastic, options.Flip),
            options.Seed
        );
        Apply();
        _state.EpochMasks = CurrentMasks();
        _source.Begin(0);
        _use = new ExclusiveUse(this, Release);
    }

    /// <summary>The network being trained.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Batches of an epoch; the last may be smaller.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Samples that are trained on.</summary>
    public int TrainSamples => _train.Count;

    /// <summary>Samples put aside for validation.</summary>
    public int ValidationSamples => _validation?.Count ?? 0;

    /// <summary>The epochs that are done.</summary>
    public IReadOnlyList<EpochReport> History => _state.History;

    /// <summary>Whether all epochs are done, or the validation accuracy has long stopped rising.</summary>
    public bool Finished =>
        _state.Epoch >= _options.Epochs || (_options.Patience > 0 && _state.EpochsSinceBest >= _options.Patience);

    /// <summary>Seconds of training, evaluation not counted.</summary>
    public double Seconds => _state.Seconds;

    /// <summary>The validation accuracies whose time is noted in <see cref="SecondsToAccuracy"/>.</summary>
    public static IReadOnlyList<double> Milestones => TrainingState.Milestones;

    /// <summary>Seconds of training after which a validation accuracy was first reached.</summary>
    public IReadOnlyDictionary<double, double> SecondsToAccuracy => _state.SecondsToAccuracy;

    /// <summary>How long the last step took.</summary>
    internal StepTimes LastStep { get; private set; }

    /// <summary>The last batch, and the layers it went through; for the benchmarks of kernels.</summary>
    internal BatchForward LastBatch => _forward;

    /// <summary>What is trained in each layer; for the benchmarks of kernels.</summary>
    internal IReadOnlyList<LayerMethod> Methods => _methods;

    /// <summary>Trains on, until finished or stopped between two batches.</summary>
    /// <param name="progress">Hears of every batch.</param>
    /// <param name="cancellation">Stops it; the session can then be saved or gone on with.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="OptionException">The scores have become infinite.</exception>
    public void Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        while (Advance(progress, cancellation)) { }
    }

    /// <summary>Trains on one batch, and ends the epoch after its last.</summary>
    /// <param name="progress">Hears of it.</param>
    /// <exception cref="InvalidOperationException">The training is finished.</exception>
    /// <exception cref="OptionException">The scores have become infinite.</exception>
    public void Step(IProgress<TrainingProgress>? progress = null)
    {
        if (!Advance(progress, CancellationToken.None))
        {
            throw new InvalidOperationException("The training is finished; no batches are left.");
        }
    }

    // One batch; false where there is none left.
    private bool Advance(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TrainingProgress now;
        using (ExclusiveUse.Scope call = _use.Enter())
        {
            if (Finished)
            {
                return false;
            }
            cancellation.ThrowIfCancellationRequested();
            now = Batch();
        }
        progress?.Report(now);
        return true;
    }

    private TrainingProgress Batch()
    {
        long start = Stopwatch.GetTimestamp();
        int first = _state.Batch * _forward.Capacity;
        _source.First = first;
        _forward.Run(_source, Math.Min(_forward.Capacity, _train.Count - first));
        Count();
        double forward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _optimiser.Begin(_state.Step + 1, _schedule.At(_state.Step));
        if (_trains)
        {
            _state.LossSum += _backpropagation.Run(_optimiser);
        }
        double backward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _state.Step++;
        if (_trains)
        {
            Apply();
        }
        _state.Batch++;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        LastStep = new StepTimes(forward, backward - forward, seconds * 1000 - backward);
        _state.Seconds += seconds;
        _state.EpochSeconds += seconds;
        TrainingProgress now = Now();
        EpochReport? completed = _state.Batch == BatchesPerEpoch ? EndEpoch() : null;
        double? accuracy = completed is null ? ValidateWithin() : completed.ValidationAccuracy;
        return now with { ValidationAccuracy = accuracy, Completed = completed };
    }

    // Within an epoch; at its end the report has it.
    private double? ValidateWithin()
    {
        if (_validation is null || _options.ValidateEvery == 0 || _state.Batch % _options.ValidateEvery != 0)
        {
            return null;
        }
        double accuracy = Deployed(_validation);
        _state.Note(accuracy);
        return accuracy;
    }

    /// <summary>
    /// The network as it is now; once <see cref="Finished"/> with <see cref="TrainingOptions.Patience"/> set, that of
    /// the best epoch.
    /// </summary>
    /// <returns>The kind of network that the method gives; of <c>hnsg</c> a <see cref="HiddenNetwork"/>.</returns>
    public TrainedNetwork Network()
    {
        using ExclusiveUse.Scope call = _use.Enter();
        if (!Finished)
        {
            return CurrentNetwork();
        }
        if (_result is null)
        {
            _result = _state.Best is { } best ? TrainedNetwork.LoadAny(best) : CurrentNetwork();
            Conversion = _method.Convert(_result, _train, _validation ?? _train, _team.Size);
            _result = Conversion?.Network ?? _result;
        }
        return _result;
    }

    /// <summary>How the network was converted after the training; null before, and where the method does not.</summary>
    public Conversion? Conversion { get; private set; }

    /// <summary>How the scores of each layer are spread; empty where the method has no scores.</summary>
    public IReadOnlyList<ScoreHistogram> Scores()
    {
        using ExclusiveUse.Scope call = _use.Enter();
        return
        [
            .. _methods
                .Index()
                .Where(method => method.Item.Scores is not null)
                .Select(method =>
                    ScoreHistogram.Of(
                        _layers.All[method.Index].Shape,
                        method.Item.Scores!.Span,
                        method.Item.CurrentMask()
                    )
                ),
        ];
    }

    /// <summary>Writes all that is needed to go on.</summary>
    public void Save(BinaryWriter writer)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        ArgumentNullException.ThrowIfNull(writer);
        _state.Save(writer, _methods);
    }

    /// <summary>Goes on from what <see cref="Save"/> wrote in a session of the same options and data.</summary>
    /// <exception cref="InvalidDataException">It is of another session, damaged, or says what cannot be.</exception>
    public void Load(BinaryReader reader)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        ArgumentNullException.ThrowIfNull(reader);
        var extent = new TrainingExtent(
            Spec,
            _options.Epochs,
            BatchesPerEpoch,
            _forward.Capacity,
            Validates: _validation is not null,
            KeepsBest: _options.Patience > 0
        );
        try
        {
            _state.Load(reader, _methods, extent);
            foreach (LayerMethod method in _methods)
            {
                method.Restored();
            }
            Apply();
            // What was trained until here makes a network, whatever comes then.
            CurrentNetwork();
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException("the state is cut off, or belongs to a session with other options", error);
        }
        catch (OptionException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
        if (!Finished)
        {
            _source.Begin(_state.Epoch);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _use.Close();

    private void Release()
    {
        _team.Dispose();
        _backpropagation.Dispose();
        foreach (LayerMethod method in _methods)
        {
            method.Dispose();
        }
        _forward.Dispose();
        _engines?.Dispose();
        _weights?.Dispose();
        _layers.Dispose();
    }

    internal static (SampleSet Train, SampleSet? Validation) Split(TrainingOptions options, SampleSet samples)
    {
        int validation = options.Validation ?? Math.Min(samples.Count / 6, 10_000);
        int train = samples.Count - validation;
        if (train < 1)
        {
            throw new OptionException(
                "validation",
                $"setting {validation} of {samples.Count} training samples aside leaves none to train on"
            );
        }
        if (validation == 0 && options.Patience > 0)
        {
            throw new OptionException("patience", "stopping early needs validation samples, but --validation is 0");
        }
        return (
            samples.Slice(0, Math.Min(train, options.TrainSamples ?? train)),
            validation == 0 ? null : samples.Slice(train, validation)
        );
    }

    private void Count()
    {
        IntensityCount intensity = _state.Intensity;
        intensity.Add(_forward);
        _state.Intensity = intensity;
        for (int slot = 0; slot < _forward.Count; slot++)
        {
            byte label = _source.Label(slot);
            _backpropagation.Targets[slot] = label;
            _state.Correct += _forward.Decide(slot) == label ? 1 : 0;
        }
    }

    private TrainingProgress Now()
    {
        double seen = Math.Max(1, _state.Intensity.Samples);
        return new TrainingProgress
        {
            Epoch = _state.Epoch + 1,
            Epochs = _options.Epochs,
            Batch = _state.Batch,
            Batches = BatchesPerEpoch,
            Loss = _state.LossSum / seen,
            TrainAccuracy = _state.Correct / seen,
            ImagesPerSecond = seen / Math.Max(1e-9, _state.EpochSeconds),
        };
    }

    private EpochReport EndEpoch()
    {
        Mask[] masks = CurrentMasks();
        TrainingProgress now = Now();
        double? accuracy = _validation is null ? null : Deployed(_validation);
        var report = new EpochReport
        {
            Epoch = _state.Epoch + 1,
            Loss = now.Loss,
            TrainAccuracy = now.TrainAccuracy,
            ValidationAccuracy = accuracy,
            FiringIntensity = _state.Intensity.Of(_forward.Layers),
            MaskChurn = Churn(_state.EpochMasks, masks),
            LearningRate = _schedule.At(_state.Step - 1),
            Seconds = _state.Seconds,
            ImagesPerSecond = now.ImagesPerSecond,
        };
        _state.EndEpoch(report, masks, _options.Patience > 0 ? () => CurrentNetwork().ToBytes() : null);
        if (!Finished)
        {
            _source.Begin(_state.Epoch);
        }
        return report;
    }

    // Tells the methods where training is, and makes effective weights of what they then have.
    private void Apply()
    {
        foreach (LayerMethod method in _methods)
        {
            method.Begin(_state.Step, (long)_options.Epochs * BatchesPerEpoch);
        }
        _backpropagation.ApplyAll();
    }

    // Accuracy with the weights that would be deployed now.
    private double Deployed(SampleSet samples)
    {
        bool drawn = _methods.Any(method => method.Draws);
        if (drawn)
        {
            Deploy(true);
        }
        double accuracy = Evaluate(samples).Accuracy;
        if (drawn)
        {
            Deploy(false);
        }
        return accuracy;
    }

    // Integer layers as the spec has them on the engine of inference, which looks at their weights; made when first wanted.
    private Evaluation Evaluate(SampleSet samples)
    {
        _weights ??= _methods.Any(method => method.Rescales) ? null : EventNetwork.Over(Spec, _layers);
        if (_weights is null)
        {
            return Evaluator.Run(_forward, Spec, samples);
        }
        _engines ??= new EventTeam(_weights, _team);
        _weights.Refresh();
        return Evaluator.Run(_engines, Spec, samples);
    }

    private void Deploy(bool deployed)
    {
        foreach (LayerMethod method in _methods)
        {
            method.Deployed = deployed;
        }
        _backpropagation.ApplyAll();
    }

    private TrainedNetwork CurrentNetwork() =>
        _method.Network(new NetworkState(Spec, _layers.All, _methods, _metadata));

    // A model that cannot be stored should be known before the training and not after it.
    private static ModelMetadata Metadata(Dataset dataset, NetworkSpec spec)
    {
        ModelLimits.CheckTotal(spec);
        var metadata = new ModelMetadata
        {
            Width = dataset.Width,
            Height = dataset.Height,
            Classes = dataset.ClassNames,
            Dataset = dataset.Name,
        };
        return ModelLimits.Problem(metadata, spec) is { } problem
            ? throw new InputException(dataset.Name, $"a model of this data set cannot be stored: {problem}")
            : metadata;
    }

    private Mask[] CurrentMasks() => [.. _methods.Select(method => method.CurrentMask())];

    // Over the connections of all layers together.
    private static double Churn(IReadOnlyList<Mask> before, IReadOnlyList<Mask> after)
    {
        long both = 0;
        long either = 0;
        for (int layer = 0; layer < after.Count; layer++)
        {
            (long intersection, long union) = after[layer].Overlap(before[layer]);
            both += intersection;
            either += union;
        }
        return 1 - (double)both / either;
    }
}
