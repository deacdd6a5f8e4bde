using Hnsg.Networks;

namespace Hnsg.Plots.Drawing;

/// <summary>How the inputs of a network lie in a picture.</summary>
/// <param name="Columns">Pixels in a row, at least 1.</param>
/// <param name="Rows">Rows, at least 1.</param>
internal readonly record struct PictureGrid(int Columns, int Rows)
{
    /// <summary>The picture the network was trained on; where that is not known, as square a one as holds all inputs.</summary>
    public static PictureGrid Of(TrainedNetwork network)
    {
        if (network.Metadata is { Width: { } width, Height: { } height })
        {
            return new(width, height);
        }
        int inputs = network.Spec.Inputs;
        int side = (int)Math.Ceiling(Math.Sqrt(inputs));
        return new(side, (inputs + side - 1) / side);
    }

    /// <summary>The box of a picture of this shape within another, as large as there is room, at its top left.</summary>
    public Box Within(Box room)
    {
        double scale = Math.Min(room.Width / Columns, room.Height / Rows);
        scale = scale >= 1 ? Math.Floor(scale) : scale; // whole pixels where there are enough of them
        return new Box(room.Left, room.Top, Columns * scale, Rows * scale);
    }

    /// <summary>Draws values as squares of a colour that is thicker for greater ones.</summary>
    /// <param name="canvas">Canvas.</param>
    /// <param name="box">Where, as <see cref="Within"/> gives it.</param>
    /// <param name="values">Row by row, in 0…1; 0 is left blank.</param>
    /// <param name="hue">Colour.</param>
    public void Draw(FigureCanvas canvas, Box box, IReadOnlyList<double> values, Hue hue)
    {
        const int levels = 64;
        double width = box.Width / Columns;
        double height = box.Height / Rows;
        int columns = Columns;
        foreach (
            IGrouping<int, int> level in Enumerable
                .Range(0, values.Count)
                .GroupBy(i => (int)Math.Ceiling(values[i] * levels))
                .Where(group => group.Key > 0)
                .OrderBy(group => group.Key)
        )
        {
            canvas.Rects(
                [
                    .. level.Select(i => new Box(
                        box.Left + i % columns * width,
                        box.Top + i / columns * height,
                        width,
                        height
                    )),
                ],
                new Tint(hue, Math.Min(1, (double)level.Key / levels))
            );
        }
    }
}
