namespace Hnsg;

/// <summary>Quotes words for pasting into a shell.</summary>
internal static class Shell
{
    /// <summary>The word, quoted if it needs to be.</summary>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return
            word.Length > 0
            && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@%+=,".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
