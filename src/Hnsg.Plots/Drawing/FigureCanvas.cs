namespace Hnsg.Plots.Drawing;

/// <summary>What figures are drawn on: a vector file, a picture, or a part of a page.</summary>
internal abstract class FigureCanvas
{
    /// <summary>Fills a rectangle.</summary>
    public void Rect(Box box, Tint fill) => Rects([box], fill);

    /// <summary>Fills rectangles of one colour with hard edges, so that neighbours leave no seam.</summary>
    public abstract void Rects(IReadOnlyCollection<Box> boxes, Tint fill);

    /// <summary>Draws the edge of a rectangle.</summary>
    public abstract void Frame(Box box, Tint stroke);

    /// <summary>Draws a line.</summary>
    public void Line(double x1, double y1, double x2, double y2, Tint stroke, double width = 1, bool dashed = false) =>
        Lines(
            [
                [(x1, y1), (x2, y2)],
            ],
            stroke,
            width,
            dashed
        );

    /// <summary>Draws lines of one colour, each through its points.</summary>
    public abstract void Lines(
        IReadOnlyCollection<IReadOnlyList<(double X, double Y)>> lines,
        Tint stroke,
        double width = 1,
        bool dashed = false
    );

    /// <summary>Fills a polygon.</summary>
    public abstract void Area(IReadOnlyList<(double X, double Y)> points, Tint fill);

    /// <summary>Fills circles of one colour.</summary>
    public abstract void Dots(IReadOnlyCollection<(double X, double Y)> centres, double radius, Tint fill);

    /// <summary>Writes a text.</summary>
    public abstract void Text(double x, double y, string text, TextStyle style);
}
