using System.Globalization;
using Hnsg.Plots.Drawing;
using Hnsg.Training;

namespace Hnsg.Plots.Figures;

/// <summary>The scores of a layer and the cut above which connections are kept.</summary>
internal static class ScorePanel
{
    public static Panel Of(ScoreHistogram scores, int layer, bool output)
    {
        double most = Math.Max(1, scores.Counts.Max());
        // The bin at 0 or the last one may dwarf all others; let it run out of the picture.
        double second = scores.Counts.OrderDescending().Skip(1).FirstOrDefault();
        double top = most > 4 * second && second > 0 ? 1.6 * second : most * 1.1;
        return new Panel(
            $"Scores, {(output ? "output layer" : $"layer {layer + 1}")}",
            (canvas, box) =>
            {
                double width = scores.Width;
                var chart = new Chart(
                    canvas,
                    box,
                    new Axis("|score|", 0, width * scores.Counts.Count),
                    new Axis("connections", 0, top) { Whole = true }
                );
                (double From, double To, double Height)[] bars =
                [
                    .. scores.Counts.Select((count, b) => (b * width, (b + 0.88) * width, (double)count)),
                ];
                chart.Bars(bars.Where(bar => bar.From < scores.Cut), new Tint(Hue.Quiet, 0.6));
                chart.Bars(bars.Where(bar => bar.From >= scores.Cut), Hue.First);
                double x = chart.X(scores.Cut);
                canvas.Line(x, chart.Area.Top, x, chart.Area.Bottom, Hue.Second, 1.5, dashed: true);
                string cut = string.Create(CultureInfo.InvariantCulture, $"cut {scores.Cut:G3}");
                var style = new TextStyle(Hue.Second, 12, Bold: true);
                bool left = x + 8 + style.Width(cut) > chart.Area.Right;
                canvas.Text(
                    x + (left ? -6 : 6),
                    chart.Area.Top + 10,
                    cut,
                    style with
                    {
                        Anchor = left ? Anchor.End : Anchor.Start,
                    }
                );
            }
        )
        {
            Legend = [("dropped", new Tint(Hue.Quiet, 0.6)), ("kept", Hue.First)],
        };
    }
}
