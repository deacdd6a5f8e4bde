using System.Globalization;
using Hnsg.Data;
using Hnsg.Disk;
using Hnsg.Training.Methods;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Training.Comparing;

/// <summary>The folder of a comparison: where its runs are, and whether what is there already belongs to it.</summary>
internal sealed class ComparisonFolder(string path, ComparisonPlan plan, Dataset dataset)
{
    private const string SeedMark = "-seed";

    /// <summary>Options of a run of the search.</summary>
    public TrainingOptions SearchOptions(string method, double rate)
    {
        TrainingOptions options = plan.Options(method);
        return options with { Seed = 1, LearningRate = rate, Epochs = plan.SearchEpochs ?? options.Epochs };
    }

    /// <summary>Folder of a run of the search.</summary>
    public RunFolder Search(string method, double rate) => In("search", SearchName(method, rate));

    /// <summary>Name of a run of the search.</summary>
    public static string SearchName(string method, double rate) => $"{method}-rate{Text(rate)}";

    /// <summary>Options of a run that is compared.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="rate">Learning rate that was found; null without a search.</param>
    public TrainingOptions Options(string method, ulong seed, double? rate)
    {
        TrainingOptions options = plan.Options(method) with { Seed = seed };
        return options with { LearningRate = rate ?? options.LearningRate };
    }

    /// <summary>Folder of a run that is compared.</summary>
    public RunFolder Run(string method, ulong seed) => In(RunName(method, seed));

    /// <summary>Name of a run that is compared.</summary>
    public static string RunName(string method, ulong seed) =>
        string.Create(CultureInfo.InvariantCulture, $"{method}{SeedMark}{seed}");

    /// <summary>The learning rate that the search has found; null where it is not finished, or there is none.</summary>
    /// <remarks>Of equals the smaller.</remarks>
    public double? FoundRate(string method)
    {
        (double Rate, double Accuracy)? best = null;
        foreach (double rate in plan.LearningRates.Order())
        {
            if (Search(method, rate).ReadResult() is not { } result)
            {
                return null;
            }
            if (best is null || result.Test.Accuracy > best.Value.Accuracy)
            {
                best = (rate, result.Test.Accuracy);
            }
        }
        return best?.Rate;
    }

    /// <summary>The runs that are there, begun or finished, also of methods and seeds that are not in the plan.</summary>
    public IReadOnlyList<(string Method, ulong Seed)> Found()
    {
        List<(string, ulong)> found = [];
        if (!Directory.Exists(path))
        {
            return found;
        }
        foreach (string folder in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetFileName(folder).Split(SeedMark);
            if (
                parts.Length == 2
                && TrainingMethods.Names.Contains(parts[0])
                && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
                && Run(parts[0], seed).HoldsRun
            )
            {
                found.Add((parts[0], seed));
            }
        }
        return found;
    }

    /// <summary>Makes sure that all that is there has the data and the options of this comparison.</summary>
    /// <exception cref="OptionException">It has not; says what differs.</exception>
    /// <exception cref="InputException">A file is damaged.</exception>
    public void Check()
    {
        if (new RunFolder(path).HoldsRun)
        {
            throw new OptionException(
                "out",
                $"{path} is a run folder, but a comparison needs a folder of its own. Choose another; nothing was changed."
            );
        }
        OutputPath.CheckTables("out", ComparisonTable.Files(path), ComparisonTable.Beginning);
        IReadOnlyList<(string Method, ulong Seed)> found = Found();
        (string Method, double Rate)[] searched =
        [
            .. plan
                .Methods.Union(found.Select(run => run.Method))
                .SelectMany(method => plan.LearningRates.Select(rate => (method, rate)))
                .Where(it => Search(it.method, it.rate).HoldsRun),
        ];
        foreach (
            RunFolder run in found
                .Select(run => Run(run.Method, run.Seed))
                .Concat(searched.Select(it => Search(it.Method, it.Rate)))
        )
        {
            CheckData(run);
        }
        foreach ((string method, double rate) in searched)
        {
            CheckOptions(Search(method, rate), SearchOptions(method, rate), searched: true);
        }
        foreach ((string method, ulong seed) in found)
        {
            RunFolder run = Run(method, seed);
            double? rate = FoundRate(method);
            if (plan.LearningRates.Count > 0 && rate is null)
            {
                throw Differs(
                    run,
                    "learning-rates",
                    $"{Text(run.ReadDescription().Options.LearningRate)}, from a search over other rates or none",
                    string.Join(',', plan.LearningRates.Select(Text))
                );
            }
            CheckOptions(run, Options(method, seed, rate));
        }
    }

    private void CheckData(RunFolder run)
    {
        RunData data = run.ReadDescription().Data;
        if (data.Difference(dataset) is { } difference)
        {
            throw new OptionException(
                "out",
                $"{path} holds runs on another data set: {difference}. Give another --out, or the data set of these runs; nothing was changed."
            );
        }
    }

    private void CheckOptions(RunFolder run, TrainingOptions options, bool searched = false)
    {
        TrainingOptions theirs = run.ReadDescription().Options;
        if (RunOptions.UsedDifferences(theirs, RunOptions.Fit(options, dataset)).FirstOrDefault() is { } it)
        {
            bool epochs = searched && plan.SearchEpochs is not null && it.Option == "epochs";
            throw Differs(run, epochs ? "search-epochs" : it.Option, it.One, it.Other);
        }
    }

    private OptionException Differs(RunFolder run, string option, string theirs, string ours)
    {
        string where = File.Exists(ComparisonTable.MarkdownPath(path)) ? " (see comparison.md there)" : "";
        return new OptionException(
            option,
            $"the run in {run.Path} has {theirs}, but this command gives {ours}. "
                + $"Repeat the options of the first command{where}, or give another --out; nothing was trained."
        );
    }

    private RunFolder In(params string[] names) => new(Path.Combine([path, .. names]));

    private static string Text(double rate) => rate.ToString("R", CultureInfo.InvariantCulture);
}
