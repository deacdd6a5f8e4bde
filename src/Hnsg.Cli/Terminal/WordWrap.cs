using System.Text;

namespace Hnsg.Cli.Terminal;

/// <summary>Breaks text into lines between its words, and never within a number or away from its unit.</summary>
internal static class WordWrap
{
    private const string Operators = "×→=<>≤≥±·+−–";

    /// <summary>
    /// The lines of a text; those after the first are indented as the first is, or, where it is a name and what is said of it
    /// with several spaces between, as the latter.
    /// </summary>
    /// <param name="text">One line, without control characters.</param>
    /// <param name="width">Columns that there are, at least 1.</param>
    public static IReadOnlyList<string> Lines(string text, int width)
    {
        if (CellWidth.Of(text) <= width)
        {
            return [text.TrimEnd()];
        }
        int first = text.Length - text.TrimStart().Length;
        int hang = Hang(text, first, width / 2);
        var lines = new List<string>();
        var line = new StringBuilder(new string(' ', Math.Min(first, width / 2)));
        int used = line.Length;
        bool empty = true;
        foreach ((string gap, string group) in Groups(text.TrimStart()))
        {
            foreach ((string before, string part) in Fitting(gap, group, width - hang))
            {
                int length = CellWidth.Of(part);
                if (!empty && used + before.Length + length > width)
                {
                    lines.Add(line.ToString());
                    line.Clear().Append(' ', hang);
                    (used, empty) = (hang, true);
                }
                string lead = empty ? "" : before;
                line.Append(lead).Append(part);
                used += lead.Length + length;
                empty = false;
            }
        }
        if (!empty)
        {
            lines.Add(line.ToString());
        }
        return lines;
    }

    private static int Hang(string text, int first, int most)
    {
        int gap = text.IndexOf("  ", first, StringComparison.Ordinal);
        if (gap >= 0)
        {
            int said = gap + text[gap..].Length - text[gap..].TrimStart().Length;
            if (CellWidth.Of(text[..said]) <= most)
            {
                return CellWidth.Of(text[..said]);
            }
        }
        return Math.Min(first, most);
    }

    /// <summary>Columns of the widest part of a text that does not break.</summary>
    public static int Widest(string text) => Groups(text).Max(group => (int?)CellWidth.Of(group.Text)) ?? 0;

    // Words with what belongs to them, and the spaces before.
    private static IEnumerable<(string Gap, string Text)> Groups(string text)
    {
        string gap = "";
        var group = new StringBuilder();
        string last = "";
        foreach ((string before, string word) in Words(text))
        {
            if (group.Length > 0 && before.Length == 1 && Belong(last, word))
            {
                group.Append(before).Append(word);
            }
            else
            {
                if (group.Length > 0)
                {
                    yield return (gap, group.ToString());
                }
                gap = before;
                group.Clear().Append(word);
            }
            last = word;
        }
        if (group.Length > 0)
        {
            yield return (gap, group.ToString());
        }
    }

    private static IEnumerable<(string Gap, string Word)> Words(string text)
    {
        for (int at = 0; at < text.Length; )
        {
            int word = at;
            while (word < text.Length && text[word] == ' ')
            {
                word++;
            }
            int end = word;
            while (end < text.Length && text[end] != ' ')
            {
                end++;
            }
            if (end > word)
            {
                yield return (text[at..word], text[word..end]);
            }
            at = end;
        }
    }

    // 97.3 %, 12 neurons, 28 × 28, 1 − 2^−4, 8: 97.3 %, (0, 1], --out runs/tiny.
    private static bool Belong(string one, string next) =>
        (char.IsAsciiDigit(one[^1]) && (char.IsLetter(next[0]) || next[0] is '%' or 'µ'))
        || (char.IsAsciiDigit(next[0]) && one.Length > 1 && one[^1] == ':' && char.IsAsciiDigit(one[^2]))
        || (
            one[0] is '(' or '['
            && one.Length > 2
            && char.IsAsciiDigit(one[1])
            && one[^1] == ','
            && char.IsAsciiDigit(next[0])
        )
        || (one.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetter(one[^1]) && next[0] != '-')
        || IsOperator(one)
        || IsOperator(next);

    private static bool IsOperator(string word) =>
        word.Length == 1 && Operators.Contains(word[0], StringComparison.Ordinal);

    // A group that is wider than a line falls apart into its words, a word into parts: of a path best after its separators.
    private static IEnumerable<(string Gap, string Text)> Fitting(string gap, string group, int room)
    {
        if (CellWidth.Of(group) <= room)
        {
            yield return (gap, group);
            yield break;
        }
        foreach ((string before, string word) in Words(gap + group))
        {
            string lead = before;
            string rest = word;
            while (CellWidth.Of(rest) > room)
            {
                int cut = Cut(rest, room);
                yield return (lead, rest[..cut]);
                rest = rest[cut..];
                lead = "";
            }
            yield return (lead, rest);
        }
    }

    private static int Cut(string word, int room)
    {
        int best = 0;
        int used = 0;
        int at = 0;
        foreach (Rune rune in word.EnumerateRunes())
        {
            used += CellWidth.Of(rune);
            if (used > room)
            {
                break;
            }
            at += rune.Utf16SequenceLength;
            best = rune.Value is '/' or '\\' or ',' or '-' or '_' or '=' or '&' or '?' ? at : best;
        }
        return best > 0 ? best : Math.Max(at, char.IsSurrogatePair(word, 0) ? 2 : 1);
    }
}
