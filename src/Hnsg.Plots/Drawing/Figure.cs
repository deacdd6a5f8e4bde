using Hnsg.Disk;

namespace Hnsg.Plots.Drawing;

/// <summary>A figure, ready to be drawn as SVG or PNG, light or dark.</summary>
/// <remarks>The same data make the same bytes on every machine, whatever fonts are installed.</remarks>
public sealed class Figure
{
    private readonly Action<FigureCanvas> _draw;

    internal Figure(string title, int width, int height, Action<FigureCanvas> draw)
    {
        Title = title;
        Width = width;
        Height = height;
        _draw = draw;
    }

    /// <summary>What it shows, for readers who cannot see it.</summary>
    public string Title { get; }

    /// <summary>Width in pixels of an ordinary screen.</summary>
    public int Width { get; }

    /// <summary>Height in pixels of an ordinary screen.</summary>
    public int Height { get; }

    /// <summary>The figure as an SVG file.</summary>
    /// <param name="theme">Light or dark.</param>
    /// <exception cref="OptionException">There is no such theme.</exception>
    public string ToSvg(FigureTheme theme = FigureTheme.Light)
    {
        Check(theme);
        return Svg(theme);
    }

    /// <summary>The figure as part of a page whose style sheet defines, and so can change, its colours.</summary>
    internal string ToInlineSvg() => Svg(null);

    /// <summary>The figure as a PNG file.</summary>
    /// <param name="theme">Light or dark.</param>
    /// <param name="pixelRatio">Pixels of the file per pixel of the figure, 1…4; 2 is sharp on high-resolution screens.</param>
    /// <exception cref="OptionException">There is no such theme, or the ratio is out of its range.</exception>
    public byte[] ToPng(FigureTheme theme = FigureTheme.Light, int pixelRatio = 2)
    {
        Check(theme);
        if (pixelRatio is < 1 or > 4)
        {
            throw new OptionException("pixel-ratio", $"{pixelRatio} is not in 1…4");
        }
        using var canvas = new PngCanvas(Width, Height, pixelRatio, theme);
        Draw(canvas);
        return canvas.ToBytes();
    }

    /// <summary>Writes the figure; the ending of the name, .svg or .png, decides the format.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="theme">Light or dark.</param>
    /// <param name="pixelRatio">As in <see cref="ToPng"/>.</param>
    /// <exception cref="OptionException">The name ends in neither, there is no such theme, or the ratio is out of its range.</exception>
    /// <exception cref="InputException">The file cannot be written; an earlier one is untouched.</exception>
    public void Save(string path, FigureTheme theme = FigureTheme.Light, int pixelRatio = 2)
    {
        if (IsVector(path))
        {
            AtomicFile.Write(path, ToSvg(theme));
        }
        else
        {
            AtomicFile.Write(path, ToPng(theme, pixelRatio));
        }
    }

    /// <summary>Draws the figure.</summary>
    internal void Draw(FigureCanvas canvas) => _draw(canvas);

    /// <summary>Whether a name is that of an SVG; to find out before any work.</summary>
    /// <exception cref="OptionException">The name ends in neither .svg nor .png.</exception>
    public static bool IsVector(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".SVG" => true,
            ".PNG" => false,
            _ => throw new OptionException(
                "out",
                $"'{path}' does not say which format to write. Give a name that ends in .png or .svg."
            ),
        };
    }

    private static void Check(FigureTheme theme)
    {
        if (!Enum.IsDefined(theme))
        {
            throw new OptionException("theme", $"{theme} is not a possible value");
        }
    }

    private string Svg(FigureTheme? theme)
    {
        var canvas = new SvgCanvas(theme);
        Draw(canvas);
        return canvas.Whole(Width, Height, Title);
    }
}
