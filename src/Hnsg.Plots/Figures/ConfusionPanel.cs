using System.Globalization;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Raster;

namespace Hnsg.Plots.Figures;

/// <summary>Which classes are taken for which.</summary>
internal static class ConfusionPanel
{
    private const double LowestNumber = 20;

    public static Panel Of(Evaluation evaluation, TrainedNetwork network)
    {
        int classes = network.Spec.Classes;
        IReadOnlyList<int> confusion = evaluation.Confusion;
        int[] samples = [.. confusion.Chunk(classes).Select(row => row.Sum())];
        int worst = Math.Max(
            1,
            Enumerable
                .Range(0, classes * classes)
                .Where(i => i / classes != i % classes)
                .Select(i => confusion[i])
                .DefaultIfEmpty()
                .Max()
        );
        string[] names = [.. Enumerable.Range(0, classes).Select(c => RasterHeadline.ClassName(network, c))];
        return new Panel(
            "Confusion matrix",
            (canvas, box) =>
            {
                var style = new TextStyle(Hue.Muted, 12, Anchor.End);
                double label = Math.Min(96, names.Max(style.Width)) + 10;
                double cell = Math.Floor(Math.Min((box.Width - label) / classes, (box.Height - 66) / classes) * 2) / 2;
                var grid = new Box(box.Left + label, box.Top + 22, cell * classes, cell * classes);
                canvas.Text(box.Left, box.Top + 8, "label", new TextStyle(Hue.Muted, 12.5));
                for (int i = 0; i < classes * classes; i++)
                {
                    (int row, int column) = Math.DivRem(i, classes);
                    var at = new Box(grid.Left + column * cell, grid.Top + row * cell, cell - 1, cell - 1);
                    int count = confusion[i];
                    bool right = row == column;
                    double share = right ? (double)count / Math.Max(1, samples[row]) : Math.Sqrt((double)count / worst);
                    canvas.Rect(at, Hue.Faint);
                    if (count > 0)
                    {
                        canvas.Rect(
                            at,
                            right ? new Tint(Hue.First, 0.15 + 0.45 * share) : new Tint(Hue.Second, 0.12 + 0.6 * share)
                        );
                    }
                    if (count > 0 && cell >= LowestNumber)
                    {
                        string text = count.ToString(CultureInfo.InvariantCulture);
                        double size = Math.Min(11.5, cell / Math.Max(2.6, 0.68 * text.Length));
                        canvas.Text(
                            at.MiddleX,
                            at.MiddleY + size * 0.36,
                            text,
                            new TextStyle(Hue.Ink, size, Anchor.Middle)
                        );
                    }
                }
                int apart = (int)Math.Ceiling(13 / cell);
                int across = (int)Math.Ceiling((names.Max(style.Width) + 4) / cell);
                for (int c = 0; c < classes; c++)
                {
                    if (c % apart == 0)
                    {
                        canvas.Text(
                            grid.Left - 7,
                            grid.Top + (c + 0.5) * cell + 4,
                            style.Fit(names[c], label - 10),
                            style
                        );
                    }
                    if (c % across == 0)
                    {
                        canvas.Text(
                            grid.Left + (c + 0.5) * cell,
                            grid.Bottom + 15,
                            style.Fit(names[c], cell * across),
                            style with
                            {
                                Anchor = Anchor.Middle,
                            }
                        );
                    }
                }
                canvas.Text(grid.Right, grid.Bottom + 33, "answer", new TextStyle(Hue.Muted, 12.5, Anchor.End));
            }
        )
        {
            Legend = [("right", new Tint(Hue.First, 0.55)), ("wrong", new Tint(Hue.Second, 0.7))],
        };
    }
}
