using SkiaSharp;

namespace Hnsg.Plots.Drawing;

/// <summary>Draws pixels, by Skia.</summary>
internal sealed class PngCanvas : FigureCanvas, IDisposable
{
    private readonly SKSurface _surface;
    private readonly FigureTheme _theme;
    private readonly SKPaint _paint = new();
    private readonly SKPathEffect _dashes = SKPathEffect.CreateDash([5, 4], 0);

    /// <summary>Makes a picture.</summary>
    /// <param name="width">Width in pixels of the figure.</param>
    /// <param name="height">Height in pixels of the figure.</param>
    /// <param name="pixelRatio">Pixels of the picture for one of the figure.</param>
    /// <param name="theme">Colours.</param>
    public PngCanvas(int width, int height, int pixelRatio, FigureTheme theme)
    {
        _theme = theme;
        _surface = SKSurface.Create(new SKImageInfo(width * pixelRatio, height * pixelRatio));
        _surface.Canvas.Scale(pixelRatio);
        _surface.Canvas.Clear(Color(Hue.Background));
    }

    /// <summary>The bytes of the PNG file.</summary>
    public byte[] ToBytes()
    {
        using SKImage image = _surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public override void Rects(IReadOnlyCollection<Box> boxes, Tint fill)
    {
        SKPaint paint = Paint(fill, antialias: false);
        foreach (Box box in boxes)
        {
            _surface.Canvas.DrawRect(Rect(box), paint);
        }
    }

    public override void Frame(Box box, Tint stroke) => _surface.Canvas.DrawRect(Rect(box), Stroke(stroke, 1, false));

    public override void Lines(
        IReadOnlyCollection<IReadOnlyList<(double X, double Y)>> lines,
        Tint stroke,
        double width = 1,
        bool dashed = false
    )
    {
        using var path = new SKPath();
        foreach (IReadOnlyList<(double X, double Y)> line in lines)
        {
            Append(path, line);
        }
        _surface.Canvas.DrawPath(path, Stroke(stroke, width, dashed));
    }

    public override void Area(IReadOnlyList<(double X, double Y)> points, Tint fill)
    {
        using var path = new SKPath();
        Append(path, points);
        path.Close();
        _surface.Canvas.DrawPath(path, Paint(fill, antialias: true));
    }

    public override void Dots(IReadOnlyCollection<(double X, double Y)> centres, double radius, Tint fill)
    {
        SKPaint paint = Paint(fill, antialias: true);
        foreach ((double x, double y) in centres)
        {
            _surface.Canvas.DrawCircle((float)x, (float)y, (float)radius, paint);
        }
    }

    // As outlines, since systems differ in how they draw letters of the same font.
    public override void Text(double x, double y, string text, TextStyle style)
    {
        using SKFont font = FigureFont.Of(style);
        double left = style.Anchor switch
        {
            Anchor.Middle => x - font.MeasureText(text) / 2,
            Anchor.End => x - font.MeasureText(text),
            _ => x,
        };
        using SKPath outlines = font.GetTextPath(text, new SKPoint((float)left, (float)y));
        _surface.Canvas.DrawPath(outlines, Paint(style.Tint, antialias: true));
    }

    public void Dispose()
    {
        _paint.Dispose();
        _dashes.Dispose();
        _surface.Dispose();
    }

    private static SKRect Rect(Box box) => new((float)box.Left, (float)box.Top, (float)box.Right, (float)box.Bottom);

    private static void Append(SKPath path, IReadOnlyList<(double X, double Y)> points)
    {
        for (int i = 0; i < points.Count; i++)
        {
            var point = new SKPoint((float)points[i].X, (float)points[i].Y);
            if (i == 0)
            {
                path.MoveTo(point);
            }
            else
            {
                path.LineTo(point);
            }
        }
    }

    private SKColor Color(Tint tint) =>
        SKColor.Parse(FigurePalette.Hex(tint.Hue, _theme)).WithAlpha((byte)Math.Round(tint.Opacity * 255));

    private SKPaint Paint(Tint tint, bool antialias)
    {
        _paint.Color = Color(tint);
        _paint.IsAntialias = antialias;
        _paint.IsStroke = false;
        return _paint;
    }

    private SKPaint Stroke(Tint tint, double width, bool dashed)
    {
        SKPaint paint = Paint(tint, antialias: true);
        paint.IsStroke = true;
        paint.StrokeWidth = (float)width;
        paint.StrokeJoin = SKStrokeJoin.Round;
        paint.PathEffect = dashed ? _dashes : null;
        return paint;
    }
}
