using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Runs;

namespace Hnsg.Plots;

/// <summary>A run with everything that figures and reports show of it; what takes time is made when first asked for.</summary>
public sealed class RunContents
{
    private readonly Lazy<Measurement> _measured;
    private readonly Lazy<ExitChoice> _exit;
    private readonly Lazy<IReadOnlyList<ScoreHistogram>> _scores;
    private readonly Lazy<TrainedNetwork?> _network;

    /// <summary>Opens a run folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="load">Loads the run's data set by name; called when something needs it.</param>
    /// <param name="threads">Number of threads; null for one a core. Nothing depends on it.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="InputException">There is no run in the folder, or a file is damaged.</exception>
    public RunContents(
        string path,
        Func<string, Dataset> load,
        int? threads = null,
        CancellationToken cancellation = default
    )
    {
        Folder = new RunFolder(path);
        if (!Folder.HoldsRun)
        {
            throw new InputException(path, "there is no run.json here. Give the folder of a run of 'hnsg train'.");
        }
        Description = Folder.ReadDescription();
        Result = Folder.ReadResult();
        History = File.Exists(Folder.MetricsPath) ? Folder.ReadMetrics() : [];
        var data = new Lazy<Dataset>(() => load(Description.Data.Name));
        LazyData = data;
        _network = new(() => File.Exists(Folder.ModelPath) ? TrainedNetwork.LoadAny(Folder.ModelPath) : null);
        _measured = new(() => Measurer.Run(Network, Data.Test, threads, cancellation: cancellation));
        _exit = new(() =>
        {
            HeldOut heldOut = HeldOut.For(Folder.ModelPath, Data);
            int? margin = heldOut.Samples is { } samples
                ? EarlyExit.Choose(Measurer.Run(Network, samples, threads, cancellation: cancellation))
                : null;
            return new ExitChoice(margin, heldOut.Description);
        });
        _scores = new(() => Folder.ReadScores(Data));
    }

    /// <summary>Opens a run folder whose data are at hand.</summary>
    /// <inheritdoc cref="RunContents(string, Func{string, Dataset}, int?, CancellationToken)"/>
    /// <param name="path">The folder.</param>
    /// <param name="dataset">The run's data.</param>
    /// <param name="threads">Number of threads; null for one a core. Nothing depends on it.</param>
    /// <param name="cancellation">Stops measuring.</param>
    public RunContents(string path, Dataset dataset, int? threads = null, CancellationToken cancellation = default)
        : this(path, _ => dataset, threads, cancellation) { }

    private Lazy<Dataset> LazyData { get; }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>What the run is.</summary>
    public RunDescription Description { get; }

    /// <summary>What it came to; null where it is not finished.</summary>
    public RunResult? Result { get; }

    /// <summary>The epochs that are done.</summary>
    public IReadOnlyList<EpochReport> History { get; }

    /// <summary>The data.</summary>
    public Dataset Data => LazyData.Value;

    /// <summary>The network; null where there is none yet, or the run's method makes no hidden network.</summary>
    /// <exception cref="InputException">The model is damaged.</exception>
    public HiddenNetwork? Hidden => _network.Value as HiddenNetwork;

    /// <summary>The network, where there must be one.</summary>
    /// <exception cref="InputException">There is none, it is damaged, or the run's method makes no hidden network.</exception>
    public HiddenNetwork Network =>
        Hidden
        ?? throw new InputException(
            Folder.ModelPath,
            "there is no hidden network here: the run has none yet, or its method trains something else"
        );

    /// <summary>Everything measured on the test samples.</summary>
    public Measurement Measured => _measured.Value;

    /// <summary>The margin of early exit.</summary>
    public ExitChoice Exit => _exit.Value;

    /// <summary>The scores of each layer; empty where there is no checkpoint.</summary>
    public IReadOnlyList<ScoreHistogram> Scores => _scores.Value;

    /// <summary>A test sample to show: the one that is asked for, else the first that the network gets right.</summary>
    /// <exception cref="OptionException">There is no such sample.</exception>
    public int Sample(int? wanted)
    {
        if (wanted is { } index)
        {
            return index < Data.Test.Count
                ? index
                : throw new OptionException(
                    "sample",
                    FormattableString.Invariant(
                        $"there is no test sample {index}; there are 0…{Data.Test.Count - 1:N0}"
                    )
                );
        }
        var wrong = Measured.Wrong.Select(w => w.Sample).ToHashSet();
        return Enumerable.Range(0, Data.Test.Count).FirstOrDefault(n => !wrong.Contains(n));
    }
}
