using ScottPlot;
using SkiaSharp;

namespace Hnsg.Plots;

/// <summary>Every pixel a square with hard edges: no smoothing, in no viewer.</summary>
/// <param name="pixels">Values row by row; there may be fewer than the grid holds.</param>
/// <param name="grid">The picture's shape; the plot's limits are its columns and rows, row 0 on top.</param>
/// <param name="palette">Colours.</param>
internal sealed class PicturePixels(byte[] pixels, PictureGrid grid, FigurePalette palette) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    // One path a grey value. Edges are not anti-aliased, so neighbours leave no seam.
    public void Render(RenderPack rp)
    {
        using var paint = new SKPaint { IsAntialias = false };
        foreach (
            IGrouping<byte, int> level in Enumerable.Range(0, pixels.Length).GroupBy(i => pixels[i]).OrderBy(g => g.Key)
        )
        {
            if (level.Key == 0)
            {
                continue;
            }
            using var path = new SKPath();
            foreach (int i in level)
            {
                (int row, int column) = Math.DivRem(i, grid.Columns);
                path.AddRect(
                    new SKRect(
                        Axes.GetPixelX(column),
                        Axes.GetPixelY(row),
                        Axes.GetPixelX(column + 1),
                        Axes.GetPixelY(row + 1)
                    )
                );
            }
            paint.Color = palette.Pixel(level.Key).ToSKColor();
            rp.Canvas.DrawPath(path, paint);
        }
    }
}
