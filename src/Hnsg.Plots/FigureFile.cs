using Hnsg.Files;
using SkiaSharp;

namespace Hnsg.Plots;

/// <summary>Writes a drawing as PNG or SVG, by the ending of the file's name.</summary>
internal static class FigureFile
{
    /// <summary>Checks that a name ends as one of the formats does.</summary>
    /// <exception cref="OptionException">It does not.</exception>
    public static bool IsVector(string path) =>
        Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".SVG" => true,
            ".PNG" => false,
            _ => throw new OptionException(
                "out",
                $"'{path}' does not say which format it should have. Let it end in .png or .svg."
            ),
        };

    /// <summary>Draws and writes.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="style">Its size.</param>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="draw">Draws on a canvas of the style's width and height.</param>
    /// <exception cref="OptionException">The name ends in neither .png nor .svg.</exception>
    /// <exception cref="InputException">The file cannot be written; an earlier one is untouched.</exception>
    public static void Write(string path, FigureStyle style, string title, Action<SKCanvas> draw) =>
        AtomicFile.Write(path, IsVector(path) ? Svg(style, title, draw) : Png(style, draw));

    private static byte[] Png(FigureStyle style, Action<SKCanvas> draw)
    {
        var info = new SKImageInfo(style.Width * style.PixelRatio, style.Height * style.PixelRatio);
        using SKSurface surface = SKSurface.Create(info);
        surface.Canvas.Scale(style.PixelRatio);
        draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static byte[] Svg(FigureStyle style, string title, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(style.Width, style.Height), stream))
        {
            draw(canvas);
        }
        string svg = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        return System.Text.Encoding.UTF8.GetBytes(SvgText.Tidy(svg, style, title));
    }
}
