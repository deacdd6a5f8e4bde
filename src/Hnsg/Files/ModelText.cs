namespace Hnsg.Files;

/// <summary>Text from a file that may end up on a terminal.</summary>
internal static class ModelText
{
    /// <summary>Characters of a name at most.</summary>
    public const int MostCharacters = 200;

    /// <summary>Whether a name can be shown as it is: not too long, and no control characters, which could steer a terminal.</summary>
    public static bool IsPrintable(string text) => text.Length <= MostCharacters && !text.Any(char.IsControl);

    /// <summary>The text without control characters, cut short.</summary>
    public static string Printable(string text)
    {
        string start = text.Length > MostCharacters ? text[..MostCharacters] + "…" : text;
        return string.Concat(start.Select(c => char.IsControl(c) ? '\uFFFD' : c));
    }
}
