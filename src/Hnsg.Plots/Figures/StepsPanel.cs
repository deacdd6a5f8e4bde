using System.Globalization;
using Hnsg.Measures;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Figures;

/// <summary>What stopping early costs: at a step for all samples, or at a lead of votes for each.</summary>
internal static class StepsPanel
{
    // Where the first steps are near chance, the interesting points would lie on top of each other.
    private const double Depth = 0.015;

    public static Panel Of(Measurement measured, ExitChoice exit)
    {
        double best = measured.StepAccuracy.Max();
        double floor = Math.Max(0, Math.Max(measured.StepAccuracy.Min(), best - Depth) - 0.002) * 100;
        return new Panel(
            "Stopping early",
            (canvas, box) =>
            {
                int steps = measured.StepAccuracy.Count;
                var chart = new Chart(
                    canvas,
                    box,
                    new Axis("time steps used (mean)", 0, steps) { Whole = true },
                    new Axis("accuracy (%)", floor, Math.Min(100.2, best * 100 + (best * 100 - floor) * 0.12))
                );
                chart.Line(
                    Shown(measured.StepAccuracy.Select((a, t) => (t + 1.0, a * 100))),
                    Hue.First,
                    2,
                    steps <= 50
                );
                chart.Line(
                    Shown(measured.Exits.OrderBy(e => e.MeanSteps).Select(e => (e.MeanSteps, e.Accuracy * 100))),
                    Hue.Second,
                    2,
                    steps <= 50
                );
                int hidden = measured.StepAccuracy.Count(a => a * 100 < floor);
                if (hidden > 0)
                {
                    string text = string.Create(
                        CultureInfo.InvariantCulture,
                        $"step {hidden}: {measured.StepAccuracy[hidden - 1] * 100:0.0} %"
                    );
                    canvas.Text(chart.Area.Left + 8, chart.Area.Bottom - 10, text, new TextStyle(Hue.First, 12));
                }
                if (exit.Of(measured) is { } chosen && chosen.Accuracy * 100 >= floor)
                {
                    Mark(canvas, chart, chosen);
                }

                IEnumerable<(double, double)> Shown(IEnumerable<(double X, double Y)> points) =>
                    points.Select(p => (p.X, p.Y < floor ? double.NaN : p.Y));
            }
        )
        {
            Legend = [("at a step", Hue.First), ("at a lead", Hue.Second)],
        };
    }

    private static void Mark(FigureCanvas canvas, Chart chart, EarlyExit chosen)
    {
        double x = chart.X(chosen.MeanSteps);
        double y = chart.Y(chosen.Accuracy * 100);
        canvas.Dots([(x, y)], 7, new Tint(Hue.Second, 0.35));
        canvas.Line(x, y, x, chart.Area.Bottom, Hue.Second, 1, dashed: true);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"lead of {chosen.Margin}: {chosen.MeanSteps:0.00} steps, {chosen.Accuracy * 100:0.00} %"
        );
        bool left = x > chart.Area.MiddleX;
        Anchor anchor = left ? Anchor.End : Anchor.Start;
        canvas.Text(
            x + (left ? -8 : 8),
            chart.Area.Bottom - 30,
            text,
            new TextStyle(Hue.Second, 12, anchor, Bold: true)
        );
    }
}
