using ScottPlot;
using SkiaSharp;

namespace Hnsg.Plots;

/// <summary>Rectangles of one colour as a single path, so that thousands of them stay a small SVG.</summary>
/// <param name="centres">Middle points in coordinates of the plot.</param>
/// <param name="width">Width in coordinates of the plot.</param>
/// <param name="height">Height in coordinates of the plot; where that is less than <paramref name="thinnest"/>, that.</param>
/// <param name="thinnest">Least height in pixels.</param>
/// <param name="color">Colour.</param>
internal sealed class Marks(
    IEnumerable<Coordinates> centres,
    double width,
    double height,
    float thinnest,
    ScottPlot.Color color
) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    // Strokes and not rectangles: half the numbers in an SVG.
    public void Render(RenderPack rp)
    {
        float tall = Math.Max(thinnest, Math.Abs(Axes.GetPixelY(height) - Axes.GetPixelY(0)));
        using var path = new SKPath();
        foreach (Coordinates centre in centres)
        {
            float y = Axes.GetPixelY(centre.Y);
            path.MoveTo(Axes.GetPixelX(centre.X - width / 2), y);
            path.LineTo(Axes.GetPixelX(centre.X + width / 2), y);
        }
        using var paint = new SKPaint
        {
            Color = color.ToSKColor(),
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = tall,
        };
        rp.Canvas.DrawPath(path, paint);
    }
}
