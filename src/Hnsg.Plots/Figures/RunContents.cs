using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Kernels;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Runs;

namespace Hnsg.Plots.Figures;

/// <summary>A run with everything that figures and reports show of it; what takes time is computed when first needed.</summary>
public sealed class RunContents
{
    private readonly Lazy<Measurement> _measured;
    private readonly Lazy<NetworkCost> _cost;
    private readonly Lazy<ExitChoice> _exit;
    private readonly Lazy<IReadOnlyList<ScoreHistogram>> _scores;
    private readonly Lazy<TrainedNetwork?> _network;

    private readonly Lazy<Dataset> _data;
    private readonly Lazy<Dataset> _ownData;

    /// <summary>Opens a run folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="load">Loads a data set by name; called when something needs it.</param>
    /// <param name="dataset">Name of the data to measure on; null for those that the run was trained on.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one per core. Has no effect on the results.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="InputException">There is no run in the folder, or a file is damaged.</exception>
    public RunContents(
        string path,
        Func<string, Dataset> load,
        string? dataset = null,
        int? threads = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(load);
        // Measuring comes later, and refuses the same.
        ArgumentOutOfRangeException.ThrowIfLessThan(threads ?? 1, 1, nameof(threads));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads ?? 1, 1_024, nameof(threads));
        Folder = new RunFolder(path);
        if (!Folder.HoldsRun)
        {
            throw new InputException(
                path,
                "there is no run here: run.json is missing. Give a run folder that 'hnsg train' wrote."
            );
        }
        Description = Folder.ReadDescription();
        Result = Folder.ReadResult();
        History = File.Exists(Folder.MetricsPath) ? Folder.ReadMetrics() : [];
        _data = new(() => Fitting(load(dataset ?? Description.Data.Name)));
        _ownData = new(() => IsOnOtherData ? Fitting(load(Description.Data.Name)) : Data);
        _network = new(() => File.Exists(Folder.ModelPath) ? TrainedNetwork.LoadAny(Folder.ModelPath) : null);
        _measured = new(() => Measurer.Run(Network, Data.Test, threads, cancellation: cancellation));
        _cost = new(() => NetworkCost.Of(Trained!, Data.Test, threads, cancellation: cancellation));
        _exit = new(() =>
        {
            HeldOut heldOut = HeldOut.For(Folder.ModelPath, Data);
            return ExitChoice.On(Network, heldOut.Samples, heldOut.Description, threads, null, cancellation);
        });
        _scores = new(() => Folder.ReadScores(OwnData));
    }

    /// <summary>Opens a run folder with data that are already loaded.</summary>
    /// <inheritdoc cref="RunContents(string, Func{string, Dataset}, string?, int?, CancellationToken)"/>
    /// <param name="path">The folder.</param>
    /// <param name="dataset">The run's data.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one per core. Has no effect on the results.</param>
    /// <param name="cancellation">Stops measuring.</param>
    public RunContents(string path, Dataset dataset, int? threads = null, CancellationToken cancellation = default)
        : this(path, Giving(dataset), null, threads, cancellation) { }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>What the run is.</summary>
    public RunDescription Description { get; }

    /// <summary>What it came to; null if it is not finished.</summary>
    public RunResult? Result { get; }

    /// <summary>The epochs done.</summary>
    public IReadOnlyList<EpochReport> History { get; }

    /// <summary>The data that everything is measured on.</summary>
    /// <exception cref="OptionException">They do not fit the run's network.</exception>
    /// <exception cref="InputException">They do not fit together.</exception>
    public Dataset Data => _data.Value;

    /// <summary>The data that the run was trained on.</summary>
    /// <exception cref="OptionException">They do not fit the run's network.</exception>
    public Dataset OwnData => _ownData.Value;

    /// <summary>Whether everything is measured on data other than the run was trained on.</summary>
    public bool IsOnOtherData => !Description.Data.AreThose(Data.Sha256);

    /// <summary>The network, of any kind; null if there is none yet.</summary>
    /// <exception cref="InputException">The model is damaged.</exception>
    public TrainedNetwork? Trained => _network.Value;

    /// <summary>The network; null if there is none yet, or the run's method makes no hidden network.</summary>
    /// <exception cref="InputException">The model is damaged.</exception>
    public HiddenNetwork? Hidden => Trained as HiddenNetwork;

    /// <summary>The network; throws if there is none.</summary>
    /// <exception cref="InputException">There is none, it is damaged, or the run's method makes no hidden network.</exception>
    public HiddenNetwork Network =>
        Hidden
        ?? throw new InputException(
            Folder.ModelPath,
            "there is no hidden network here: the run has not saved one yet, or its method trains something else"
        );

    /// <summary>Everything measured on the test samples.</summary>
    public Measurement Measured => _measured.Value;

    /// <summary>Measurements on the test samples for a network of any kind; null without one.</summary>
    public NetworkCost Cost => _cost.Value;

    /// <summary>The margin of early exit.</summary>
    public ExitChoice Exit => _exit.Value;

    /// <summary>The scores of each layer; empty where there is no checkpoint.</summary>
    public IReadOnlyList<ScoreHistogram> Scores => _scores.Value;

    private static Func<string, Dataset> Giving(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return _ => dataset;
    }

    private Dataset Fitting(Dataset dataset)
    {
        dataset.Validate().RequireShape(Folder.ModelPath, Description.Layers[0], Description.Layers[^1]);
        return dataset;
    }

    /// <summary>The test sample to show: the one asked for, or the first that the network gets right.</summary>
    /// <exception cref="OptionException">There is no such sample.</exception>
    public int Sample(int? wanted)
    {
        if (wanted is { } index)
        {
            return index >= 0 && index < Data.Test.Count
                ? index
                : throw new OptionException(
                    "sample",
                    FormattableString.Invariant(
                        $"there is no test sample {index}; they are numbered 0…{Data.Test.Count - 1:N0}"
                    )
                );
        }
        var wrong = Measured.Wrong.Select(w => w.Sample).ToHashSet();
        return Enumerable.Range(0, Data.Test.Count).FirstOrDefault(n => !wrong.Contains(n));
    }
}
