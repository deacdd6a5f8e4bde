using System.Text;
using System.Text.Json;

namespace Hnsg.Sweeps;

/// <summary>The table of a sweep as text.</summary>
internal static class SweepText
{
    private static readonly (string Name, Func<SweepRow, object?> Value)[] s_columns =
    [
        ("seed", row => row.Seed),
        ("status", row => JsonNamingPolicy.KebabCaseLower.ConvertName(row.Status.ToString())),
        ("epochs", row => row.Epochs),
        ("validationAccuracy", row => row.ValidationAccuracy),
        ("testAccuracy", row => row.TestAccuracy),
        ("hiddenIntensity", row => row.FiringIntensity?.Hidden),
        ("spikingIntensity", row => row.FiringIntensity?.Spiking),
        ("allIntensity", row => row.FiringIntensity?.All),
        ("connections", row => row.Connections),
        ("modelBytes", row => row.ModelBytes),
        ("timeSteps", row => row.Steps),
        ("trainSeconds", row => row.TrainSeconds),
    ];

    /// <summary>The text of <c>sweep.csv</c>: numbers as exact as they are held, empty where there is none.</summary>
    public static string Csv(SweepTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        CsvLine.Append(text, ["id", .. table.Varied, .. s_columns.Select(column => column.Name)]);
        foreach (SweepRow row in table.Runs)
        {
            CsvLine.Append(
                text,
                [row.Id, .. row.Varied.Select(it => it.Value), .. s_columns.Select(column => column.Value(row))]
            );
        }
        return text.ToString();
    }
}
