using Hnsg.Data;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Raster;

namespace Hnsg.Plots.Figures;

/// <summary>The samples in which the network was most sure of a wrong answer.</summary>
internal static class ConfusedPanel
{
    private const int Columns = 6;
    private const int Rows = 4;

    public static Panel Of(Measurement measured, HiddenNetwork network, SampleSet samples)
    {
        WrongAnswer[] worst =
        [
            .. measured
                .Wrong.OrderByDescending(wrong => (long)wrong.AnswerOutput - wrong.LabelOutput)
                .ThenBy(wrong => wrong.Sample)
                .Take(Columns * Rows),
        ];
        PictureGrid grid = PictureGrid.Of(network);
        return new Panel(
            worst.Length == 0 ? "Every sample is right" : "Most confused samples",
            (canvas, box) =>
            {
                canvas.Text(
                    box.Left,
                    box.Top + 8,
                    "label → answer; below, the number of the sample",
                    new TextStyle(Hue.Muted, 12.5)
                );
                double width = box.Width / Columns;
                double height = (box.Height - 20) / Rows;
                for (int i = 0; i < worst.Length; i++)
                {
                    WrongAnswer wrong = worst[i];
                    var cell = new Box(
                        box.Left + i % Columns * width,
                        box.Top + 20 + i / Columns * height,
                        width,
                        height
                    );
                    Box picture = grid.Within(new Box(cell.Left, cell.Top, width - 8, height - 36));
                    double[] pixels = [.. samples.Pixels(wrong.Sample).ToArray().Select(p => p / 255.0)];
                    grid.Draw(canvas, picture, pixels, Hue.Ink);
                    canvas.Frame(picture, Hue.Rule);
                    var name = new TextStyle(Hue.Second, 12, Bold: true);
                    string text =
                        $"{RasterHeadline.ClassName(network, wrong.Label)} → {RasterHeadline.ClassName(network, wrong.Answer)}";
                    canvas.Text(cell.Left, picture.Bottom + 14, name.Fit(text, width - 4), name);
                    canvas.Text(cell.Left, picture.Bottom + 27, $"#{wrong.Sample}", new TextStyle(Hue.Muted, 10.5));
                }
            }
        );
    }
}
