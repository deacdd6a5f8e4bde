using System.Text;

namespace Hnsg.Export.C;

/// <summary>Text as a string literal of C: bytes of UTF-8, whatever the source's encoding is taken for.</summary>
internal static class CString
{
    /// <summary>The literal, in quotes.</summary>
    /// <remarks>
    /// All but plain ASCII is written in octal, of three digits so that none of what follows is taken for one more, and the
    /// literal is ended after it, as MISRA wants. A question mark could begin a trigraph.
    /// </remarks>
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        bool escaped = false;
        foreach (byte value in System.Text.Encoding.UTF8.GetBytes(text))
        {
            bool plain = value is >= 0x20 and < 0x7F;
            if (plain && escaped)
            {
                literal.Append("\" \"");
            }
            if (!plain)
            {
                literal.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
            }
            else
            {
                literal.Append((char)value is '"' or '\\' or '?' ? "\\" : "").Append((char)value);
            }
            escaped = !plain;
        }
        return literal.Append('"').ToString();
    }
}
