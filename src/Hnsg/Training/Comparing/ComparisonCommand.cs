using System.Globalization;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Training.Comparing;

/// <summary>The command line that makes a comparison again.</summary>
internal static class ComparisonCommand
{
    /// <summary>Writes it, with the options that differ from those of the preset.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="methods">Methods of the plan, and others of the same folder.</param>
    /// <param name="runs">Runs of the folder.</param>
    public static string Of(
        ComparisonPlan plan,
        string dataset,
        IReadOnlyList<string> methods,
        IEnumerable<ComparisonRun> runs
    )
    {
        TrainingOptions preset = Presets.Find(plan.Preset).Options;
        ulong seeds = runs.Select(run => run.Seed).Append((ulong)plan.Seeds).Max();
        // An option can be what one method has anyway, and differ for another.
        Dictionary<string, string> differences = methods
            .SelectMany(method =>
                RunOptions.Differences(plan.Options(method), TrainingChoices.WithMethod(preset, method))
            )
            .DistinctBy(difference => difference.Option)
            .ToDictionary(difference => difference.Option, difference => difference.One);
        List<(string Option, string Value)> options =
        [
            ("dataset", Shell.Quote(dataset)),
            ("preset", plan.Preset),
            ("methods", string.Join(',', methods)),
            ("seeds", seeds.ToString(CultureInfo.InvariantCulture)),
        ];
        options.AddRange(
            RunOptions
                .Values(preset)
                .Where(it => differences.ContainsKey(it.Name))
                .Select(it => (it.Name, differences[it.Name]))
        );
        if (plan.LearningRates.Count > 0)
        {
            options.Add(
                (
                    "learning-rates",
                    string.Join(
                        ',',
                        plan.LearningRates.Select(rate => rate.ToString("R", CultureInfo.InvariantCulture))
                    )
                )
            );
        }
        if (plan.SearchEpochs is { } epochs)
        {
            options.Add(("search-epochs", epochs.ToString(CultureInfo.InvariantCulture)));
        }
        return $"hnsg compare {string.Join(' ', options.Select(it => $"--{it.Option} {it.Value}"))}";
    }
}
