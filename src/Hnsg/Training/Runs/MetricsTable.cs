using System.Globalization;
using System.Text;

namespace Hnsg.Training.Runs;

/// <summary>The text of <c>metrics.csv</c>: a header, then a row an epoch; numbers as exact as they are held.</summary>
internal static class MetricsTable
{
    private static readonly (string Name, Func<EpochReport, double?> Value)[] s_columns =
    [
        ("epoch", report => report.Epoch),
        ("loss", report => report.Loss),
        ("trainAccuracy", report => report.TrainAccuracy),
        ("validationAccuracy", report => report.ValidationAccuracy),
        ("hiddenIntensity", report => report.FiringIntensity.Hidden),
        ("spikingIntensity", report => report.FiringIntensity.Spiking),
        ("allIntensity", report => report.FiringIntensity.All),
        ("maskChurn", report => report.MaskChurn),
        ("learningRate", report => report.LearningRate),
        ("seconds", report => report.Seconds),
        ("imagesPerSecond", report => report.ImagesPerSecond),
    ];

    public static string Text(IEnumerable<EpochReport> history)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', s_columns.Select(column => column.Name)).Append('\n');
        foreach (EpochReport report in history)
        {
            text.AppendJoin(
                    ',',
                    s_columns.Select(column => column.Value(report)?.ToString("R", CultureInfo.InvariantCulture))
                )
                .Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    /// <exception cref="InputException">A line is damaged.</exception>
    public static IReadOnlyList<EpochReport> Read(string path, string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string header = string.Join(',', s_columns.Select(column => column.Name));
        if (lines.Length == 0 || lines[0] != header)
        {
            throw new InputException(path, $"line 1: the columns '{header}' were expected");
        }
        return [.. lines.Skip(1).Select((line, i) => ReadRow(path, i + 2, line))];
    }

    private static EpochReport ReadRow(string path, int number, string line)
    {
        string[] cells = line.Split(',');
        var values = new double?[s_columns.Length];
        bool good = cells.Length == values.Length;
        for (int i = 0; good && i < values.Length; i++)
        {
            if (cells[i].Length > 0)
            {
                good = double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
                values[i] = value;
            }
        }
        if (!good || new[] { 0, 1, 2, 4, 5, 7, 8, 9, 10 }.Any(i => values[i] is null))
        {
            throw new InputException(path, $"line {number}: '{line}' is no row of metrics");
        }
        return new EpochReport
        {
            Epoch = (int)values[0]!.Value,
            Loss = values[1]!.Value,
            TrainAccuracy = values[2]!.Value,
            ValidationAccuracy = values[3],
            FiringIntensity = new Measures.FiringIntensity(values[4]!.Value, values[5]!.Value, values[6]),
            MaskChurn = values[7]!.Value,
            LearningRate = values[8]!.Value,
            Seconds = values[9]!.Value,
            ImagesPerSecond = values[10]!.Value,
        };
    }
}
