namespace Hnsg.Cli.Terminal;

/// <summary>Words as they can be pasted into a shell.</summary>
internal static class Shell
{
    public static string Quote(string word) =>
        word.Length > 0
        && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@%+=,".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
