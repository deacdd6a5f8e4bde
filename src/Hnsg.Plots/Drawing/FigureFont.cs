using SkiaSharp;

namespace Hnsg.Plots.Drawing;

/// <summary>The font of pictures: one that is named, so that they do not differ by machine where it is installed.</summary>
internal static class FigureFont
{
    private static readonly string[] s_wanted = ["DejaVu Sans", "Verdana", "Liberation Sans", "Noto Sans", "Arial"];

    private static readonly SKTypeface s_plain = Find(SKFontStyle.Normal);
    private static readonly SKTypeface s_bold = Find(SKFontStyle.Bold);

    /// <summary>The first of the wanted fonts that is installed, else the machine's own default.</summary>
    public static SKTypeface Face(bool bold) => bold ? s_bold : s_plain;

    private static SKTypeface Find(SKFontStyle style) =>
        s_wanted
            .Select(family => SKFontManager.Default.MatchFamily(family, style))
            .FirstOrDefault(face => face is not null && s_wanted.Contains(face.FamilyName))
        ?? SKTypeface.Default;
}
