using SkiaSharp;

namespace Hnsg.Plots.Drawing;

/// <summary>The font of pictures: Inter, which the program carries, so that none need be installed.</summary>
internal static class FigureFont
{
    /// <summary>Resource of the letters of ordinary text.</summary>
    public const string Plain = "Inter-Regular.ttf";

    /// <summary>Resource of the letters of bold text.</summary>
    public const string Bold = "Inter-SemiBold.ttf";

    private static readonly SKTypeface s_plain = Load(Plain);
    private static readonly SKTypeface s_bold = Load(Bold);

    /// <summary>The font of a style, without anything that would fit its outlines to pixels.</summary>
    public static SKFont Of(TextStyle style) =>
        new(style.Bold ? s_bold : s_plain, (float)style.Size)
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
        };

    /// <summary>A font as it is carried.</summary>
    public static Stream Open(string name) => typeof(FigureFont).Assembly.GetManifestResourceStream(name)!;

    private static SKTypeface Load(string name)
    {
        using Stream font = Open(name);
        return SKTypeface.FromStream(font);
    }
}
