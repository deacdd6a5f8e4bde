using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Sweeps.Plans;

/// <summary>What is fixed and what is varied, and the choices that follow.</summary>
internal sealed class PlanAxes(string path, Func<IReadOnlyList<OptionValue>, TrainingOptions> syntax)
{
    private const int MaxConfigurations = 100_000;
    private const int MaxRuns = 100_000;

    /// <summary>Options that hold for every choice, with their lines.</summary>
    public required IReadOnlyList<(OptionValue Value, int Line)> Options { get; init; }

    /// <summary>Options of which every combination is tried.</summary>
    public required IReadOnlyList<GridAxis> Grid { get; init; }

    /// <summary>Options that are drawn.</summary>
    public required IReadOnlyList<RandomAxis> Random { get; init; }

    /// <summary>Draws for every combination of the grid; null for as many as the budget has runs.</summary>
    public required int? Draws { get; init; }

    /// <summary>Seed of the draws.</summary>
    public required ulong DrawSeed { get; init; }

    /// <summary>Names of what is varied.</summary>
    public IReadOnlyList<string> Varied => [.. Grid.Select(axis => axis.Option), .. Random.Select(axis => axis.Option)];

    /// <summary>All choices: for the first draw every combination of the grid, then for the next.</summary>
    /// <param name="line">Where the number of draws is, or should be.</param>
    /// <param name="maxRuns">Runs of the budget.</param>
    /// <param name="seeds">Runs of a choice.</param>
    public IReadOnlyList<SweepConfiguration> Configurations(int line, long? maxRuns, int seeds)
    {
        CheckNames();
        long combinations = Grid.Aggregate(1L, (product, axis) => Math.Min(product * axis.Values.Count, int.MaxValue));
        long draws = Random.Count == 0 ? 1 : Draws ?? -1;
        if (Random.Count == 0 && Draws is not null)
        {
            throw PlanError.At(path, line, "\"draws\" is given, but no option is random");
        }
        if (draws < 0)
        {
            draws = maxRuns is { } runs
                ? Math.Max(1, (runs / seeds + combinations - 1) / combinations)
                : throw PlanError.At(
                    path,
                    line,
                    "the number of random choices is missing. Give it, such as \"draws\": 20 or \"budget\": { \"runs\": 20 }"
                );
        }
        double choices = (double)combinations * draws;
        if (choices > MaxConfigurations)
        {
            throw PlanError.At(
                path,
                line,
                FormattableString.Invariant(
                    $"there are {combinations:N0} combinations of the grid and {draws:N0} draws; together they may be {MaxConfigurations:N0} at most"
                )
            );
        }
        if (Math.Min(choices * seeds, maxRuns ?? double.MaxValue) > MaxRuns)
        {
            throw PlanError.At(
                path,
                line,
                FormattableString.Invariant(
                    $"{choices:N0} choices with {seeds:N0} seeds each are {choices * seeds:N0} runs; a sweep may have {MaxRuns:N0} at most"
                )
            );
        }
        var all = new List<SweepConfiguration>();
        for (int draw = 0; draw < draws; draw++)
        {
            for (long combination = 0; combination < combinations; combination++)
            {
                all.Add(Configuration(Values(combination, draw)));
            }
        }
        CheckEnds(all[0]);
        return all;
    }

    private void CheckNames()
    {
        if (Places().GroupBy(it => it.Option).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw PlanError.At(
                path,
                twice.Last().Line,
                $"\"{twice.Key}\" is already given in line {twice.First().Line}"
            );
        }
    }

    // The last option of the grid changes fastest.
    private List<OptionValue> Values(long combination, int draw)
    {
        var values = new List<OptionValue>();
        foreach (GridAxis axis in Grid.Reverse())
        {
            values.Add(new OptionValue(axis.Option, axis.Values[(int)(combination % axis.Values.Count)]));
            combination /= axis.Values.Count;
        }
        values.Reverse();
        values.AddRange(Random.Select(axis => new OptionValue(axis.Option, axis.Draw(DrawSeed, draw))));
        return values;
    }

    private SweepConfiguration Configuration(IReadOnlyList<OptionValue> varied)
    {
        OptionValue[] values = [.. Options.Select(it => it.Value), .. varied];
        try
        {
            return new SweepConfiguration(
                varied,
                syntax(values).Validate(),
                values.FirstOrDefault(it => it.Option == "preset")?.Value ?? Presets.Default
            );
        }
        catch (OptionException error)
        {
            string where = varied.Count == 0 ? "" : $" (in the choice {Text(varied)})";
            throw PlanError.At(path, Line(error.Option), error.Message.TrimEnd('.') + where, error);
        }
    }

    // Draws need not come near the ends of a range, but nobody means ends that cannot be used.
    private void CheckEnds(SweepConfiguration first)
    {
        foreach (RandomAxis axis in Random)
        {
            foreach (double end in (double[])[0, Math.BitDecrement(1)])
            {
                var value = new OptionValue(axis.Option, axis.End(end));
                try
                {
                    syntax([
                            .. Options.Select(it => it.Value),
                            .. first.Varied.Select(it => it.Option == axis.Option ? value : it),
                        ])
                        .Validate();
                }
                catch (OptionException error) when (error.Option == axis.Option)
                {
                    throw PlanError.At(
                        path,
                        axis.Line,
                        $"an end of the range cannot be used: {error.Message.TrimEnd('.')}",
                        error
                    );
                }
                catch (OptionException)
                {
                    // It does not go together with the other values of this choice; others may be meant.
                }
            }
        }
    }

    // 1 where the option is not in the plan, but a preset or a method brings it.
    private int Line(string option)
    {
        (string Option, int Line)[] all = [.. Places()];
        return Array.Find(all, it => it.Option == option) is { Option: not null } found ? found.Line : 1;
    }

    private IEnumerable<(string Option, int Line)> Places() =>
        [
            .. Options.Select(it => (it.Value.Option, it.Line)),
            .. Grid.Select(it => (it.Option, it.Line)),
            .. Random.Select(it => (it.Option, it.Line)),
        ];

    private static string Text(IReadOnlyList<OptionValue> values) =>
        string.Join(", ", values.Select(it => $"{it.Option} {it.Value}"));
}
