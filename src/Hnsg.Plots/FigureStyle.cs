using System.Globalization;

namespace Hnsg.Plots;

/// <summary>Size and colours of a figure.</summary>
public sealed record FigureStyle
{
    /// <summary>Width in pixels of an ordinary screen; text has the same size at any width.</summary>
    /// <value>In 800…4,000; default 1,200.</value>
    public int Width { get; init; } = 1200;

    /// <summary>Height in pixels of an ordinary screen.</summary>
    /// <value>In 300…4,000; default 450.</value>
    public int Height { get; init; } = 450;

    /// <summary>Pixels of the PNG for one of <see cref="Width"/> and <see cref="Height"/>: 2 is sharp on fine screens.</summary>
    /// <value>In 1…4; default 1. SVG is sharp at any size and does not depend on it.</value>
    public int PixelRatio { get; init; } = 1;

    /// <summary>Light or dark.</summary>
    /// <value>Default <see cref="FigureTheme.Light"/>.</value>
    public FigureTheme Theme { get; init; } = FigureTheme.Light;

    /// <summary>Checks every value.</summary>
    /// <returns>This style.</returns>
    /// <exception cref="OptionException">A value is out of its range.</exception>
    public FigureStyle Validate()
    {
        Range("width", Width, 800, 4_000);
        Range("height", Height, 300, 4_000);
        Range("pixel-ratio", PixelRatio, 1, 4);
        if (!Enum.IsDefined(Theme))
        {
            throw new OptionException("theme", $"unknown value {Theme}");
        }
        return this;
    }

    private static void Range(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new OptionException(
                option,
                string.Create(CultureInfo.InvariantCulture, $"{value} is not in {least:N0}…{most:N0}")
            );
        }
    }
}
