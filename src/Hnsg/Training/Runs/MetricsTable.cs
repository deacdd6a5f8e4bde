using System.Globalization;
using System.Text;
using Hnsg.Disk;
using Hnsg.Networks;

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

    private static readonly string[] s_optional = ["validationAccuracy", "allIntensity"];

    private const int MostEpochs = 100_000;

    // Room for every number at its longest.
    private const int MostBytes = MostEpochs * 11 * 25;

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

    /// <summary>Reads a file of what <see cref="Text"/> wrote.</summary>
    /// <exception cref="InputException">It is missing, or a line is damaged.</exception>
    public static IReadOnlyList<EpochReport> Read(string path)
    {
        string text = System.Text.Encoding.UTF8.GetString(
            InputFile.Read(path, MostBytes, "the metrics.csv of a run").Span
        );
        string[] lines = text.Split(
            '\n',
            MostEpochs + 2,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        string header = string.Join(',', s_columns.Select(column => column.Name));
        if (lines.Length == 0 || lines[0].TrimStart('\ufeff') != header)
        {
            throw new InputException(path, $"line 1: expected the columns '{header}'");
        }
        if (lines.Length > MostEpochs + 1)
        {
            throw new InputException(path, $"it has more than {MostEpochs} epochs, the most a run can have");
        }
        return [.. lines.Skip(1).Select((line, i) => ReadRow(path, i + 1, line))];
    }

    private static EpochReport ReadRow(string path, int epoch, string line)
    {
        string[] cells = line.Split(',', s_columns.Length + 1);
        var values = new double?[s_columns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bool given = i < cells.Length && cells[i].Length > 0;
            bool good = double.TryParse(
                given ? cells[i] : "",
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double value
            );
            if (cells.Length != values.Length || (given ? !good : !s_optional.Contains(s_columns[i].Name)))
            {
                throw Damaged(
                    path,
                    epoch,
                    $"'{NameText.Short(line)}' is not a row of metrics: {s_columns[i].Name} is not a number"
                );
            }
            values[i] = given ? value : null;
        }
        if (values[0] != epoch)
        {
            throw Damaged(path, epoch, $"expected epoch {epoch}, not {cells[0]}");
        }
        var report = new EpochReport
        {
            Epoch = epoch,
            Loss = values[1]!.Value,
            TrainAccuracy = values[2]!.Value,
            ValidationAccuracy = values[3],
            FiringIntensity = new Engine.FiringIntensity(values[4]!.Value, values[5]!.Value, values[6]),
            MaskChurn = values[7]!.Value,
            LearningRate = values[8]!.Value,
            Seconds = values[9]!.Value,
            ImagesPerSecond = values[10]!.Value,
        };
        return report.Problem(epoch) is { } problem ? throw Damaged(path, epoch, problem) : report;
    }

    private static InputException Damaged(string path, int epoch, string problem) =>
        new(path, $"line {epoch + 1}: {problem}");
}
