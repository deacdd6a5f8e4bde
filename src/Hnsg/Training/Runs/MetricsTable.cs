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
}
