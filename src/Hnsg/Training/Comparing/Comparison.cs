using System.Globalization;
using Hnsg.Data;
using Hnsg.Training.Runs;

namespace Hnsg.Training.Comparing;

/// <summary>Trains several methods with several seeds under one protocol and puts what they came to side by side.</summary>
/// <remarks>
/// Every run has its own folder, <c>METHOD-seedN</c>, below that of the comparison, and those of a search for learning
/// rates are in <c>search</c>. Runs that are finished are not repeated, and others go on where they were: so a comparison
/// that was stopped or killed is resumed by starting it again. The table is written anew whenever a run ends.
/// </remarks>
public sealed class Comparison
{
    private readonly ComparisonPlan _plan;
    private readonly Dataset _dataset;
    private readonly string? _notice;
    private readonly int _threads;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ComparisonRun> _runs = [];
    private readonly Dictionary<string, double> _rates = [];
    private IProgress<ComparisonProgress>? _progress;
    private int _done;
    private int _all;

    /// <summary>Makes a comparison.</summary>
    /// <param name="path">Its folder; made where it is not there.</param>
    /// <param name="plan">What is compared.</param>
    /// <param name="dataset">Data.</param>
    /// <param name="notice">What people should know about the choice of the data; null for nothing.</param>
    /// <exception cref="OptionException">Something in the plan cannot be used.</exception>
    public Comparison(string path, ComparisonPlan plan, Dataset dataset, string? notice = null)
    {
        plan.Check();
        Path = path;
        _plan = plan;
        _dataset = dataset;
        _notice = notice;
        _threads = plan.Threads ?? Math.Max(1, Environment.ProcessorCount / plan.Jobs);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Trains what is not trained yet.</summary>
    /// <param name="progress">Hears of it, from several threads.</param>
    /// <param name="cancellation">Stops all runs; each is then saved.</param>
    /// <returns>The table.</returns>
    /// <exception cref="OperationCanceledException">It was stopped, and can be started again to go on.</exception>
    /// <exception cref="OptionException">An option cannot be used, or a folder holds a run with other options.</exception>
    /// <exception cref="InputException">A file cannot be read or written.</exception>
    public ComparisonTable Run(IProgress<ComparisonProgress>? progress = null, CancellationToken cancellation = default)
    {
        _progress = progress;
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
        TrainingOptions options = _plan.Options(method);
        options = options with { Seed = 1, LearningRate = rate, Epochs = _plan.SearchEpochs ?? options.Epochs };
        string text = rate.ToString("R", CultureInfo.InvariantCulture);
        string name = $"{method}-rate{text}";
        // The test set is for the comparison: in the search the samples put aside stand in for it.
        (_, SampleSet? validation) = TrainingSession.Split(options, _dataset.Train);
        RunResult result = Train(
            System.IO.Path.Combine(Path, "search", name),
            name,
            options,
            _dataset with
            {
                Test = validation!,
            },
            cancellation
        );
        double accuracy = result.Test.Accuracy;
        lock (_lock)
        {
            // Of equals the smaller rate, whichever run ends first.
            string best = $"{method} best";
            double known = _rates.GetValueOrDefault(best, -1);
            if (accuracy > known || (accuracy == known && rate < _rates[method]))
            {
                _rates[best] = accuracy;
                _rates[method] = rate;
            }
            _done++;
            _progress?.Report(new ComparisonProgress(name, null, accuracy, _done, _all));
        }
    }

    private void Compare(string method, ulong seed, CancellationToken cancellation)
    {
        TrainingOptions options = _plan.Options(method) with { Seed = seed };
        if (_rates.TryGetValue(method, out double rate))
        {
            options = options with { LearningRate = rate };
        }
        string name = string.Create(CultureInfo.InvariantCulture, $"{method}-seed{seed}");
        string path = System.IO.Path.Combine(Path, name);
        RunResult result = Train(path, name, options, _dataset, cancellation);
        CostReport cost = CostReport.Of(new RunFolder(path), _dataset.Test, _threads, cancellation);
        lock (_lock)
        {
            _runs[name] = new ComparisonRun(method, seed, options.LearningRate, result, cost);
            _done++;
            Table().Write(Path);
            _progress?.Report(new ComparisonProgress(name, null, result.Test.Accuracy, _done, _all));
        }
    }

    private RunResult Train(
        string path,
        string name,
        TrainingOptions options,
        Dataset dataset,
        CancellationToken cancellation
    )
    {
        if (TrainingRun.Finished(path, description => Resolved(options, description)) is { } finished)
        {
            return finished;
        }
        using TrainingRun run = TrainingRun.StartOrResume(path, options, dataset, _plan.Preset, _notice, _threads);
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
