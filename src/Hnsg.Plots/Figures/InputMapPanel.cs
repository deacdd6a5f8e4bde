using Hnsg.Networks;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Figures;

/// <summary>How many connections each input pixel keeps: where the network looks.</summary>
internal static class InputMapPanel
{
    public static Panel Of(HiddenNetwork network)
    {
        Mask mask = network.Masks[0];
        int[] kept = new int[mask.Rows];
        for (int input = 0; input < mask.Rows; input++)
        {
            for (int neuron = 0; neuron < mask.Columns; neuron++)
            {
                kept[input] += mask[input, neuron] ? 1 : 0;
            }
        }
        int most = Math.Max(1, kept.Max());
        PictureGrid grid = PictureGrid.Of(network);
        return new Panel(
            "Where the network looks",
            (canvas, box) =>
            {
                canvas.Text(
                    box.Left,
                    box.Top + 8,
                    "kept connections of each input pixel",
                    new TextStyle(Hue.Muted, 12.5)
                );
                Box picture = grid.Within(Box.Between(box.Left, box.Top + 20, box.Right - 90, box.Bottom - 8));
                grid.Draw(canvas, picture, [.. kept.Select(n => (double)n / most)], Hue.First);
                canvas.Frame(picture, Hue.Rule);
                DrawScale(canvas, new Box(picture.Right + 20, picture.Top, 14, picture.Height), most);
            }
        );
    }

    private static void DrawScale(FigureCanvas canvas, Box bar, int most)
    {
        const int levels = 32;
        for (int level = 0; level < levels; level++)
        {
            double height = bar.Height / levels;
            canvas.Rect(
                new Box(bar.Left, bar.Bottom - (level + 1) * height, bar.Width, height),
                new Tint(Hue.First, (level + 1.0) / levels)
            );
        }
        foreach ((double at, string label) in new Axis("", 0, most) { Whole = true }.Ticks(bar.Height / 50))
        {
            double y = bar.Bottom - at / most * bar.Height;
            canvas.Line(bar.Right, y, bar.Right + 4, y, Hue.Rule);
            canvas.Text(bar.Right + 8, y + 4, label, new TextStyle(Hue.Muted, 12));
        }
    }
}
