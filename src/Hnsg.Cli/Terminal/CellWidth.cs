using System.Globalization;
using System.Text;

namespace Hnsg.Cli.Terminal;

/// <summary>Columns that text takes on a terminal.</summary>
internal static class CellWidth
{
    // Of Unicode's East Asian Width, what is wide or full-width, rounded to blocks.
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F),
        (0x2E80, 0x303E),
        (0x3041, 0x33FF),
        (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF),
        (0xA000, 0xA4CF),
        (0xA960, 0xA97F),
        (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF),
        (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60),
        (0xFFE0, 0xFFE6),
        (0x1F300, 0x1F64F),
        (0x1F680, 0x1F6FF),
        (0x1F900, 0x1FAFF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns of a text without control characters.</summary>
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>Columns of a character.</summary>
    public static int Of(Rune rune) =>
        rune.Value < 0x300 ? 1
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : Array.Exists(s_wide, range => rune.Value >= range.First && rune.Value <= range.Last) ? 2
        : 1;

    /// <summary>The text with spaces after it, up to a width.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));
}
