using System.Globalization;
using System.Text;

namespace Hnsg.Shared;

/// <summary>Text of files and users as it may go to a terminal.</summary>
internal static class ControlText
{
    /// <summary>
    /// The text with everything written out that a terminal would obey or would not show: \u001b for ESC. So it stays valid
    /// inside JSON, where that is the same character.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="lines">Whether line feeds stay what they are.</param>
    /// <remarks>
    /// Written out are control characters (C0, DEL, C1), format characters (direction, zero width, tags), the separators of
    /// lines and paragraphs, and halves of surrogate pairs.
    /// </remarks>
    public static string Shown(string text, bool lines = false)
    {
        if (text.All(c => Plain(c) || (lines && c == '\n')))
        {
            return text;
        }
        var shown = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            bool pair = char.IsSurrogatePair(text, i);
            bool stays = pair ? !Hidden(CharUnicodeInfo.GetUnicodeCategory(text, i)) : Plain(text[i]);
            foreach (char c in text.AsSpan(i, pair ? 2 : 1))
            {
                if (stays || (lines && c == '\n'))
                {
                    shown.Append(c);
                }
                else
                {
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                }
            }
            i += pair ? 1 : 0;
        }
        return shown.ToString();
    }

    // A surrogate is not plain, so that pairs are looked at as what they are.
    private static bool Plain(char c) => c is >= ' ' and <= '~' || !Hidden(char.GetUnicodeCategory(c));

    private static bool Hidden(UnicodeCategory category) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate;
}
