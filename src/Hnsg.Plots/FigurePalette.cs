using ScottPlot;

namespace Hnsg.Plots;

/// <summary>The colours of a theme; hues of Okabe and Ito, which colour-blind people tell apart.</summary>
internal sealed record FigurePalette
{
    private static readonly FigurePalette Light = new()
    {
        Background = Color.FromHex("#FFFFFF"),
        Ink = Color.FromHex("#1B1F24"),
        Muted = Color.FromHex("#5F6873"),
        Rule = Color.FromHex("#C9CED6"),
        Faint = Color.FromHex("#EDEFF2"),
        Quiet = Color.FromHex("#9AA2AD"),
        Spike = Color.FromHex("#0072B2"),
        Accent = Color.FromHex("#D55E00"),
    };

    private static readonly FigurePalette Dark = new()
    {
        Background = Color.FromHex("#0D1117"),
        Ink = Color.FromHex("#F0F3F6"),
        Muted = Color.FromHex("#9BA5B1"),
        Rule = Color.FromHex("#3D444D"),
        Faint = Color.FromHex("#1C222B"),
        Quiet = Color.FromHex("#6B7683"),
        Spike = Color.FromHex("#56B4E9"),
        Accent = Color.FromHex("#E69F00"),
    };

    public required Color Background { get; init; }

    /// <summary>What is to be read first, and full pixels.</summary>
    public required Color Ink { get; init; }

    /// <summary>Labels.</summary>
    public required Color Muted { get; init; }

    /// <summary>Axes and frames.</summary>
    public required Color Rule { get; init; }

    /// <summary>Lines that only guide the eye.</summary>
    public required Color Faint { get; init; }

    /// <summary>Classes that did not win.</summary>
    public required Color Quiet { get; init; }

    /// <summary>Hidden spikes.</summary>
    public required Color Spike { get; init; }

    /// <summary>The class that won.</summary>
    public required Color Accent { get; init; }

    public static FigurePalette Of(FigureTheme theme) => theme == FigureTheme.Dark ? Dark : Light;

    /// <summary>A pixel as ink on the page: 0, which sends nothing into the network, is blank.</summary>
    public Color Pixel(byte value) =>
        new(
            Mix(Background.Red, Ink.Red, value),
            Mix(Background.Green, Ink.Green, value),
            Mix(Background.Blue, Ink.Blue, value)
        );

    private static byte Mix(byte from, byte to, byte part) => (byte)((from * (255 - part) + to * part + 127) / 255);
}
