using Hnsg.Data;
using Hnsg.Shared;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Training.Comparing;

/// <summary>Trains several methods with several seeds under one protocol and puts what they came to side by side.</summary>
/// <remarks>
/// Every run has its own folder, <c>METHOD-seedN</c>, below that of the comparison, and those of a search for learning
/// rates are in <c>search</c>. Runs that are finished are not repeated, and others go on where they were: so a comparison
/// that was stopped or killed is resumed by starting it again. The table is written anew whenever a run ends; it has all
/// finished runs of the folder, also of methods and seeds that an earlier comparison with the same options had there.
/// </remarks>
public sealed class Comparison
{
    private readonly ComparisonPlan _plan;
    private readonly Dataset _dataset;
    private readonly string? _notice;
    private readonly ComparisonFolder _folder;
    private readonly int _threads;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ComparisonRun> _runs = [];
    private IProgress<ComparisonProgress>? _progress;
    private int _done;
    private int _all;

    /// <summary>Makes a comparison.</summary>
    /// <param name="path">Its folder; made where it is not there.</param>
    /// <param name="plan">What is compared.</param>
    /// <param name="dataset">Data.</param>
    /// <param name="notice">What people should know about the choice of the data; null for nothing.</param>
    /// <exception cref="OptionException">Something in the plan cannot be used.</exception>
    /// <exception cref="InputException">The data do not fit together.</exception>
    public Comparison(string path, ComparisonPlan plan, Dataset dataset, string? notice = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(dataset);
        plan.Check();
        dataset.Validate();
        Path = path;
        _plan = plan;
        _dataset = dataset;
        _notice = notice;
        _folder = new ComparisonFolder(path, plan, dataset);
        _threads = plan.Threads ?? Math.Max(1, Environment.ProcessorCount / plan.Jobs);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Trains what is not trained yet.</summary>
    /// <param name="progress">Hears of it, from several threads.</param>
    /// <param name="cancellation">Stops all runs; each is then saved.</param>
    /// <returns>The table.</returns>
    /// <exception cref="OperationCanceledException">It was stopped, and can be started again to go on.</exception>
    /// <exception cref="OptionException">An option cannot be used, or the folder holds runs with other options or data.</exception>
    /// <exception cref="InputException">A file cannot be read or written.</exception>
    public ComparisonTable Run(IProgress<ComparisonProgress>? progress = null, CancellationToken cancellation = default)
    {
        _folder.Check();
        _progress = progress;
        foreach ((string method, ulong seed) in _folder.Found())
        {
            if (_folder.Run(method, seed).ReadResult() is { } result)
            {
                Add(method, seed, result, cancellation);
            }
        }
        (string Method, double Rate)[] searched =
        [
            .. _plan.Methods.SelectMany(method => _plan.LearningRates.Select(rate => (method, rate))),
        ];
        (string Method, ulong Seed)[] runs =
        [
            .. Enumerable
                .Range(1, _plan.Seeds)
                .SelectMany(seed => _plan.Methods.Select(method => (method, (ulong)seed))),
        ];
        _all = searched.Length + runs.Length;
        SideBySide.Run(_plan.Jobs, searched, (it, stop) => Search(it.Method, it.Rate, stop), cancellation);
        SideBySide.Run(_plan.Jobs, runs, (it, stop) => Compare(it.Method, it.Seed, stop), cancellation);
        return Table();
    }

    private ComparisonTable Table() => ComparisonTable.Of(_plan, _dataset, _notice, [.. _runs.Values], _threads);

    private void Search(string method, double rate, CancellationToken cancellation)
    {
        TrainingOptions options = _folder.SearchOptions(method, rate);
        string name = ComparisonFolder.SearchName(method, rate);
        // The test set is for the comparison: in the search the samples put aside stand in for it.
        (_, SampleSet? validation) = TrainingSession.Split(options, _dataset.Train);
        RunResult result = Train(
            _folder.Search(method, rate),
            name,
            options,
            _dataset with
            {
                Test = validation!,
            },
            cancellation
        );
        lock (_lock)
        {
            _done++;
            _progress?.Report(new ComparisonProgress(name, null, result.Test.Accuracy, _done, _all));
        }
    }

    private void Compare(string method, ulong seed, CancellationToken cancellation)
    {
        string name = ComparisonFolder.RunName(method, seed);
        TrainingOptions options = _folder.Options(method, seed, _folder.FoundRate(method));
        RunResult result = Train(_folder.Run(method, seed), name, options, _dataset, cancellation);
        Add(method, seed, result, cancellation);
        lock (_lock)
        {
            _done++;
            Table().Write(Path);
            _progress?.Report(new ComparisonProgress(name, null, result.Test.Accuracy, _done, _all));
        }
    }

    private void Add(string method, ulong seed, RunResult result, CancellationToken cancellation)
    {
        RunFolder folder = _folder.Run(method, seed);
        CostReport cost = CostReport.Of(folder, _dataset.Test, _threads, cancellation);
        double rate = folder.ReadDescription().Options.LearningRate;
        lock (_lock)
        {
            _runs[ComparisonFolder.RunName(method, seed)] = new ComparisonRun(method, seed, rate, result, cost);
        }
    }

    private RunResult Train(
        RunFolder folder,
        string name,
        TrainingOptions options,
        Dataset dataset,
        CancellationToken cancellation
    )
    {
        if (TrainingRun.Finished(folder.Path, description => Resolved(options, description)) is { } finished)
        {
            return finished;
        }
        using TrainingRun run = TrainingRun.StartOrResume(
            folder.Path,
            options,
            dataset,
            _plan.Preset,
            _notice,
            _threads
        );
        return run.Run(new Listener(this, name), cancellation);
    }

    // What the data decide is taken from the run; whether they are its data is seen where it is not finished.
    private static TrainingOptions Resolved(TrainingOptions options, RunDescription description) =>
        options with
        {
            TrainSamples = description.Options.TrainSamples,
            Validation = description.Options.Validation,
        };

    private sealed class Listener(Comparison comparison, string name) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            comparison._progress?.Report(new ComparisonProgress(name, value, null, comparison._done, comparison._all));
    }
}
