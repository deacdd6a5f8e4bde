using Hnsg.Plots;
using Hnsg.Plots.Drawing;

namespace Hnsg.Bench.Measuring;

/// <summary>The step's time over each axis, and the line that the standard work and the origin make.</summary>
internal static class ScaleFigure
{
    public static Figure Of(IReadOnlyList<(ScaleAxis Axis, IReadOnlyList<ScalePoint> Points)> measured) =>
        Panel.Row(
            "Milliseconds of a training step over time steps, hidden neurons and batch",
            300,
            [.. measured.Select(it => Plot(it.Axis, it.Points))]
        );

    private static Panel Plot(ScaleAxis axis, IReadOnlyList<ScalePoint> points) =>
        new(
            $"Time over {axis.Label}",
            (canvas, box) =>
            {
                double last = points.Max(point => point.Value);
                double unit = points.First(point => point.Value == axis.Standard).Time.Median / axis.Standard;
                var chart = new Chart(
                    canvas,
                    box,
                    new Axis(axis.Label, 0, last * 1.03) { Whole = true },
                    Axis.Around("ms a step", points.Select(point => point.Time.Median).Append(unit * last), from: 0)
                );
                chart.Line([(0, 0), (last, unit * last)], Hue.Quiet, 1);
                chart.Line(points.Select(point => ((double)point.Value, point.Time.Median)), Hue.First, dots: true);
            }
        )
        {
            Legend = [("measured", Hue.First), ("linear", Hue.Quiet)],
        };
}
