using System.Globalization;
using Hnsg.Measures;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Figures;

/// <summary>What stopping early costs: at a step for all samples, or at a lead of votes for each.</summary>
internal static class StepsPanel
{
    // Where the first steps are near chance, the interesting points would lie on top of each other.
    private const double Depth = 0.03;

    public static Panel Of(Measurement measured, ExitChoice exit)
    {
        double best = measured.StepAccuracy.Max();
        double floor = Math.Max(0, Math.Max(measured.StepAccuracy.Min(), best - Depth) - 0.002) * 100;
        (double X, double Y)[] steps = [.. measured.StepAccuracy.Select((a, t) => (t + 1.0, a * 100))];
        (double X, double Y)[] leads =
        [
            .. measured.Exits.OrderBy(e => e.MeanSteps).Select(e => (e.MeanSteps, e.Accuracy * 100)),
        ];
        return new Panel(
            "Stopping early",
            (canvas, box) =>
            {
                var chart = new Chart(
                    canvas,
                    box,
                    new Axis("mean time steps used", 0, steps.Length) { Whole = true },
                    new Axis("accuracy (%)", floor, Math.Min(100.2, best * 100 + (best * 100 - floor) * 0.12))
                );
                Draw(canvas, chart, steps, Hue.First);
                Draw(canvas, chart, leads, Hue.Second);
                double[] below = [.. steps.Select(step => step.Y).TakeWhile(accuracy => accuracy < floor)];
                if (below.Length > 0)
                {
                    string which = below.Length == 1 ? "step 1" : $"steps 1 to {below.Length}";
                    string range =
                        below.Length == 1 ? "" : below[0].ToString("0.0' % to '", CultureInfo.InvariantCulture);
                    string last = below[^1].ToString("0.0", CultureInfo.InvariantCulture);
                    var style = new TextStyle(Hue.First, 12, Anchor.End);
                    canvas.Text(box.Right - 6, box.Top + 8, $"below: {which}, {range}{last} %", style);
                }
                if (exit.Of(measured) is { } chosen && chosen.Accuracy * 100 >= floor)
                {
                    Mark(canvas, chart, chosen);
                }
            }
        )
        {
            Legend = leads.Length == 0 ? [] : [("at a step", Hue.First), ("at a lead", Hue.Second)],
        };
    }

    // A curve that comes from below the picture, or goes there, is drawn to its edge.
    private static void Draw(FigureCanvas canvas, Chart chart, (double X, double Y)[] points, Hue hue)
    {
        double floor = chart.YAxis.Min;
        var line = new List<(double, double)>();
        for (int i = 0; i < points.Length; i++)
        {
            (double x, double y) = points[i];
            (double beforeX, double beforeY) = i == 0 ? points[0] : points[i - 1];
            if (y >= floor != beforeY >= floor)
            {
                line.Add((beforeX + (floor - beforeY) / (y - beforeY) * (x - beforeX), floor));
            }
            line.Add((x, y < floor ? double.NaN : y));
        }
        chart.Line(line, hue);
        if (points.Length <= 50)
        {
            canvas.Dots([.. points.Where(p => p.Y >= floor).Select(p => (chart.X(p.X), chart.Y(p.Y)))], 2.8, hue);
        }
    }

    private static void Mark(FigureCanvas canvas, Chart chart, EarlyExit chosen)
    {
        double x = chart.X(chosen.MeanSteps);
        double y = chart.Y(chosen.Accuracy * 100);
        canvas.Dots([(x, y)], 7, new Tint(Hue.Second, 0.35));
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"lead of {chosen.Margin}: {chosen.MeanSteps:0.00} steps, {chosen.Accuracy * 100:0.00} %"
        );
        // In the corner below the ends of both curves, which are their tops; the line to the axis makes room for it.
        var style = new TextStyle(Hue.Second, 12, Anchor.End, Bold: true);
        bool behind = x > chart.Area.Right - style.Width(text) - 6;
        double end = behind ? chart.Area.Bottom - 26 : chart.Area.Bottom;
        canvas.Line(x, y, x, end, Hue.Second, 1, dashed: true);
        canvas.Text(chart.Area.Right, chart.Area.Bottom - 10, text, style);
    }
}
