using System.Globalization;
using System.Text;
using Hnsg.Measures;
using Hnsg.Training.Runs;

namespace Hnsg.Training.Comparing;

/// <summary>The table of a comparison as text.</summary>
internal static class ComparisonText
{
    private static readonly (string Name, Func<ComparisonRow, string> Cell)[] s_columns =
    [
        ("method", row => row.Method),
        ("T", row => string.Join('/', row.Steps.Distinct())),
        ("test accuracy, %", Accuracy),
        ("connections", row => Count(row.Connections)),
        ("intensity: hidden", row => Small(row.FiringIntensity.Hidden)),
        ("spiking", row => Small(row.FiringIntensity.Spiking)),
        ("all", row => Small(row.FiringIntensity.All)),
        ("synaptic operations", row => Count(row.SynapticOperations)),
        ("energy, nJ", row => Text($"{row.Joules[EnergyModel.All[0].Name] * 1e9:F1}")),
        ("bytes to store", row => Count(row.ModelBytes)),
        ("training, s", row => Text($"{row.TrainSeconds:F1}")),
    ];

    private static readonly (string Name, Func<ComparisonRow, object?> Value)[] s_csv =
    [
        ("method", row => row.Method),
        ("seeds", row => row.Seeds.Count),
        ("learningRate", row => row.LearningRate),
        ("steps", row => string.Join('/', row.Steps.Distinct())),
        ("accuracy", row => row.Accuracy),
        ("accuracyDeviation", row => row.Deviation),
        ("accuracyLeast", row => row.Accuracies.Min()),
        ("accuracyMost", row => row.Accuracies.Max()),
        ("validationAccuracy", row => row.ValidationAccuracy),
        ("sourceAccuracy", row => row.SourceAccuracy),
        ("connections", row => row.Connections),
        ("hiddenIntensity", row => row.FiringIntensity.Hidden),
        ("spikingIntensity", row => row.FiringIntensity.Spiking),
        ("allIntensity", row => row.FiringIntensity.All),
        ("macs", row => row.Macs),
        ("acs", row => row.Acs),
        .. EnergyModel.All.Select(model =>
            ($"joules-{model.Name}", (Func<ComparisonRow, object?>)(row => row.Joules[model.Name]))
        ),
        ("modelBytes", row => row.ModelBytes),
        ("trainSeconds", row => row.TrainSeconds),
    ];

    /// <summary>Headings of the table for people.</summary>
    public static IReadOnlyList<string> Headings { get; } = [.. s_columns.Select(column => column.Name)];

    /// <summary>What has to be said below a table.</summary>
    public static IReadOnlyList<string> Footnotes(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<string> notes =
        [
            $"Energy: {EnergyModel.All[0].Description}. {EnergyModel.Caveat} For networks without spikes, T is 1 and the "
                + "intensity is the fraction of units that are not 0.",
        ];
        notes.AddRange(
            table
                .Rows.Where(row => row.Steps.Distinct().Count() > 1)
                .Select(row =>
                    $"T of {row.Method}, chosen for each seed: {string.Join(", ", row.Seeds.Zip(row.Steps, (seed, steps) => $"{steps} (seed {seed})"))}."
                )
        );
        if (table.LearningRates.Count > 0)
        {
            notes.Add(
                $"Learning rate: the one of {string.Join(", ", table.LearningRates.Select(rate => Exact(rate)))} with the best "
                    + $"validation accuracy for seed 1: {string.Join(", ", table.Rows.Select(row => $"{row.Method} {Exact(row.LearningRate)}"))}."
            );
        }
        notes.AddRange(table.Notes);
        return notes;
    }

    /// <summary>A row of the table for people.</summary>
    public static IReadOnlyList<string> Cells(ComparisonRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return [.. s_columns.Select(column => column.Cell(row))];
    }

    /// <summary>The text of <c>comparison.csv</c>: numbers as exact as they are held.</summary>
    public static string Csv(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        text.AppendJoin(',', s_csv.Select(column => column.Name)).Append('\n');
        foreach (ComparisonRow row in table.Rows)
        {
            text.AppendJoin(',', s_csv.Select(column => Exact(column.Value(row)))).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The text of <c>comparison.md</c>.</summary>
    public static string Markdown(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        text.Append(
                $"{table.Dataset}, preset {table.Preset}, mean ± standard deviation of {Seeds(table)}; "
                    + $"{Counted.Of(table.Jobs, "run")} at a time, with {Counted.Of(table.Threads, "thread")} each.\n\n"
            )
            .Append($"    {table.Command}\n\n");
        Line(Headings);
        Line(Headings.Select((_, column) => column == 0 ? "---" : "---:"));
        foreach (ComparisonRow row in table.Rows)
        {
            Line(Cells(row));
        }
        foreach (string note in Footnotes(table))
        {
            text.Append('\n').Append(note).Append('\n');
        }
        foreach (ComparisonRow row in table.Rows.Where(row => row.SourceAccuracy is not null))
        {
            ConversionReport[] conversions = [.. table.Runs.Where(run => run.Method == row.Method).Select(Conversion)];
            text.Append(
                Text(
                    $"\n{row.Method}: before conversion, the network without spikes gets {row.SourceAccuracy * 100:F2} % of the test samples right. Mean accuracy on validation samples by T:\n\n"
                )
            );
            Line(["T", .. conversions[0].Curve.Select(point => Count(point.Steps))]);
            Line(Enumerable.Repeat("---:", conversions[0].Curve.Count + 1));
            Line([
                "%",
                .. conversions[0]
                    .Curve.Select((_, i) => Text($"{conversions.Average(it => it.Curve[i].Accuracy) * 100:F2}")),
            ]);
        }
        return text.ToString();

        static ConversionReport Conversion(ComparisonRun run) => run.Result.Conversion!;

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    private static string Seeds(ComparisonTable table)
    {
        int most = table.Rows.Select(row => row.Seeds.Count).DefaultIfEmpty().Max();
        IEnumerable<string> fewer = table
            .Rows.Where(row => row.Seeds.Count < most)
            .Select(row => $"{row.Method} of {row.Seeds.Count}");
        return string.Join(", ", fewer.Prepend(Counted.Of(most, "seed")));
    }

    private static string Accuracy(ComparisonRow row) =>
        row.Deviation is { } deviation
            ? Text($"{row.Accuracy * 100:F2} ± {deviation * 100:F2}")
            : Text($"{row.Accuracy * 100:F2}");

    private static string Exact(object? value) =>
        value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Text($"{value}");

    private static string Count(double value) => Text($"{value:N0}");

    private static string Small(double? value) => value is { } number ? Text($"{number:F4}") : "–";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
