using Hnsg.Plots.Drawing;
using Hnsg.Sweeps.Fronts;

namespace Hnsg.Plots;

/// <summary>A Pareto front and the points behind it: the first measure upwards, with a panel for each of the others.</summary>
/// <remarks>If the runs started from several presets, points on the front are labelled with them.</remarks>
public static class FrontFigure
{
    /// <summary>Draws a front.</summary>
    public static Figure Of(Front front)
    {
        ArgumentNullException.ThrowIfNull(front);
        FrontMeasure y = front.Measures[0];
        Panel[] panels = [.. front.Measures.Skip(1).Select(x => Scatter(front, x, y))];
        return panels.Length == 1
            ? panels[0].Figure(620, 400)
            : Panel.Grid(
                $"Front of {string.Join(", ", front.Measures.Select(measure => measure.Name))}",
                Math.Min(panels.Length, 2),
                panels
            );
    }

    private static Panel Scatter(Front front, FrontMeasure x, FrontMeasure y) =>
        new(
            $"{Title(y)} and {x.Name}",
            (canvas, box) =>
            {
                var chart = new Chart(canvas, box, AxisOf(front, x), AxisOf(front, y));
                FrontPoint[] members = [.. front.Points.Where(point => point.OnFront).OrderBy(x.Value)];
                foreach (FrontPoint point in front.Points.OrderBy(point => point.OnFront))
                {
                    Spread(canvas, chart, point, x, y);
                }
                Tint quiet = new(Hue.Quiet, 0.8);
                canvas.Dots([.. front.Points.Where(point => !point.OnFront).Select(Place)], 3.5, quiet);
                if (front.Measures.Count == 2)
                {
                    canvas.Lines(
                        [
                            [.. members.Select(Place)],
                        ],
                        new Tint(Hue.First, 0.6),
                        1.5
                    );
                }
                canvas.Dots([.. members.Select(Place)], 4.5, Hue.First);
                if (front.Points.DistinctBy(point => point.Preset).Count() > 1)
                {
                    var labels = new PointLabels(canvas, chart.Area);
                    foreach (FrontPoint point in members)
                    {
                        (double left, double top) = Place(point);
                        labels.Add(left, top, point.Preset);
                    }
                }

                (double, double) Place(FrontPoint point) =>
                    (chart.X(Shown(x, x.Value(point))), chart.Y(Shown(y, y.Value(point))));
            }
        )
        {
            Legend = [("on the front", Hue.First), ("others", new Tint(Hue.Quiet, 0.8))],
        };

    // From the least to the most accurate seed.
    private static void Spread(FigureCanvas canvas, Chart chart, FrontPoint point, FrontMeasure x, FrontMeasure y)
    {
        Tint tint = new(point.OnFront ? Hue.First : Hue.Quiet, 0.5);
        if (y == FrontMeasure.Accuracy && point.Runs.Count > 1)
        {
            double at = chart.X(Shown(x, x.Value(point)));
            canvas.Line(
                at,
                chart.Y(Shown(y, point.LeastAccuracy)),
                at,
                chart.Y(Shown(y, point.MostAccuracy)),
                tint,
                1.5
            );
        }
    }

    private static Axis AxisOf(Front front, FrontMeasure measure)
    {
        IEnumerable<double> values = front.Points.Select(measure.Value);
        if (measure == FrontMeasure.Accuracy)
        {
            values = front.Points.SelectMany(point => (double[])[point.LeastAccuracy, point.MostAccuracy]);
        }
        double[] shown = [.. values.Select(value => Shown(measure, value))];
        return shown.Min() > 0 && shown.Max() >= 8 * shown.Min()
            ? Axis.Decades(measure.Label, shown.Min(), shown.Max())
            : Axis.Around(measure.Label, shown) with
            {
                Whole = shown.All(double.IsInteger),
            };
    }

    private static double Shown(FrontMeasure measure, double value) =>
        measure == FrontMeasure.Accuracy ? value * 100 : value;

    private static string Title(FrontMeasure measure) => char.ToUpperInvariant(measure.Name[0]) + measure.Name[1..];
}
