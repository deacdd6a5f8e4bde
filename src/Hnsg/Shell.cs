namespace Hnsg;

/// <summary>Words as they can be pasted into a shell.</summary>
public static class Shell
{
    /// <summary>The word, in quotes where it needs some.</summary>
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
