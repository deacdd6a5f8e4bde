using System.Globalization;
using System.Text;

namespace Hnsg.Files;

/// <summary>Text of a file or a path in a message: what could steer a terminal or hide itself is written out.</summary>
internal static class Visible
{
    /// <summary>Characters of a message at most; what a file says may be long, and a message is for people.</summary>
    private const int Most = 4_000;

    /// <summary>
    /// The text with control characters, line ends, invisible characters and marks of direction written as <c>\u001b</c>
    /// and so on, and its middle left out where it is very long.
    /// </summary>
    public static string Text(string text)
    {
        string cut = text.Length <= Most ? text : $"{text[..(Most / 2)]} … {text[^(Most / 2)..]}";
        var shown = new StringBuilder();
        ReadOnlySpan<char> left = cut;
        while (left.Length > 0)
        {
            // A half of a pair that stands alone has no other half to be read with.
            bool whole = Rune.DecodeFromUtf16(left, out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
            if (whole && !IsHidden(rune))
            {
                shown.Append(left[..used]);
            }
            else
            {
                int code = whole ? rune.Value : left[0];
                shown.Append(code > 0xffff ? $"\\U{code:x8}" : $"\\u{code:x4}");
            }
            left = left[used..];
        }
        return shown.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
