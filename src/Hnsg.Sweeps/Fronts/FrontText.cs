using System.Text;

namespace Hnsg.Sweeps.Fronts;

/// <summary>A front as text.</summary>
internal static class FrontText
{
    private static readonly (string Name, Func<FrontPoint, object?> Value)[] s_columns =
    [
        ("seeds", point => point.Runs.Count),
        ("validationAccuracy", point => point.ValidationAccuracy),
        ("testAccuracy", point => point.TestAccuracy),
        ("testAccuracyLeast", point => point.LeastAccuracy),
        ("testAccuracyMost", point => point.MostAccuracy),
        ("spikingIntensity", point => point.Intensity),
        ("connections", point => point.Connections),
        ("modelBytes", point => point.ModelBytes),
        ("timeSteps", point => point.Steps),
        ("preset", point => point.Preset),
        (
            "runs",
            point =>
                string.Join(
                    ' ',
                    point.Runs.Select(run => Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Path)))
                )
        ),
    ];

    /// <summary>The points as CSV, in their order: whether on the front, the varied options, means over seeds.</summary>
    public static string Csv(Front front)
    {
        ArgumentNullException.ThrowIfNull(front);
        var text = new StringBuilder();
        CsvLine.Append(
            text,
            ["front", .. front.Points[0].Varied.Select(it => it.Option), .. s_columns.Select(column => column.Name)]
        );
        foreach (FrontPoint point in front.Points)
        {
            CsvLine.Append(
                text,
                [
                    point.OnFront ? "yes" : "no",
                    .. point.Varied.Select(it => it.Value),
                    .. s_columns.Select(column => column.Value(point)),
                ]
            );
        }
        return text.ToString();
    }
}
