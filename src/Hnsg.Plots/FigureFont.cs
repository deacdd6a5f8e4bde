using ScottPlot;

namespace Hnsg.Plots;

/// <summary>The font of figures: one that is named, so that pictures do not differ by machine where it is installed.</summary>
internal static class FigureFont
{
    /// <summary>What stands in for it in a viewer of SVG: Verdana has nearly the same widths.</summary>
    public const string Substitutes = "Verdana, sans-serif";

    private static readonly string[] Wanted = ["DejaVu Sans", "Verdana", "Liberation Sans", "Noto Sans", "Arial"];

    /// <summary>The first of the wanted fonts that is installed, else the machine's own default.</summary>
    public static string Family { get; } = Wanted.FirstOrDefault(IsInstalled) ?? Fonts.Default;

    private static bool IsInstalled(string family)
    {
        using SkiaSharp.SKTypeface? found = SkiaSharp.SKFontManager.Default.MatchFamily(family);
        return found is not null && found.FamilyName == family;
    }
}
