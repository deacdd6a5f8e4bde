using Hnsg.Shared;

namespace Hnsg.Cli.Terminal;

/// <summary>
/// A table of text. Where it is too wide for the terminal its longer columns are broken between words; where that does not
/// help, the columns come in several bands, each beside the first column, or each row becomes a block with a line for each
/// column. A number is never broken.
/// </summary>
internal sealed class Table
{
    private const int Margin = 2;
    private const int Gap = 3;

    // In a file, where lines have any length.
    private const int LongestRule = 120;

    // A column of sentences that is narrower than this is hard to read.
    private const int NarrowestText = 16;

    private readonly string[] _headings;
    private readonly List<string[]> _rows = [];

    /// <summary>Makes a table without rows.</summary>
    /// <param name="headings">A heading for each column; an empty one where there is nothing to say.</param>
    public Table(params string[] headings) => _headings = [.. headings.Select(it => ControlText.Shown(it))];

    /// <summary>Adds a row with a cell for each column.</summary>
    public void Row(params string[] cells) => _rows.Add([.. cells.Select(it => ControlText.Shown(it))]);

    /// <summary>The table as lines.</summary>
    /// <param name="width">Columns of the terminal; null where nothing need be broken.</param>
    public IReadOnlyList<string> Lines(int? width)
    {
        int[] widths = [.. Columns.Select(c => Cells(c).Max(CellWidth.Of))];
        if (width is not { } room || Total(widths) <= room)
        {
            return Grid(Columns, widths);
        }
        if (widths.Length <= 2)
        {
            return Grid(Columns, Pair(widths, room));
        }
        int[] narrowest =
        [
            .. Columns.Select(c => Math.Max(Cells(c).Max(WordWrap.Widest), Math.Min(widths[c], NarrowestText))),
        ];
        if (Total(narrowest) <= room)
        {
            return Grid(Columns, Widened(narrowest, widths, room));
        }
        int beside = room - Total([widths[0], 0]);
        return narrowest.Skip(1).Max() <= beside ? Bands(widths, room, beside) : Blocks(room);
    }

    private IEnumerable<int> Columns => Enumerable.Range(0, _headings.Length);

    private IEnumerable<string> Cells(int column) => _rows.Select(row => row[column]).Prepend(_headings[column]);

    private static int Total(IEnumerable<int> widths) => Margin - Gap + widths.Sum(width => width + Gap);

    // What is left over goes to the columns that lack most.
    private static int[] Widened(int[] narrowest, int[] wanted, int room)
    {
        int[] widths = [.. narrowest];
        for (int left = room - Total(narrowest); left > 0; left--)
        {
            int most = Enumerable.Range(0, widths.Length).MaxBy(c => wanted[c] - widths[c]);
            widths[most]++;
        }
        return widths;
    }

    // Names, and what is said of them.
    private static int[] Pair(int[] widths, int room)
    {
        int left = Math.Min(widths[0], Math.Max(1, (room - Margin - Gap) / 2));
        return widths.Length == 1 ? [Math.Max(1, room - Margin)] : [left, Math.Max(1, room - Margin - Gap - left)];
    }

    private List<string> Bands(int[] widths, int room, int beside)
    {
        var lines = new List<string>();
        int[] fitting = [widths[0], .. widths.Skip(1).Select(width => Math.Min(width, beside))];
        List<int> band = [0];
        foreach (int column in Columns.Skip(1))
        {
            if (Total(band.Append(column).Select(c => fitting[c])) > room)
            {
                lines.AddRange(Grid(band, fitting));
                band = [0];
            }
            band.Add(column);
        }
        lines.AddRange(Grid(band, fitting));
        return lines;
    }

    private List<string> Blocks(int room)
    {
        List<string> lines = [""];
        int[] widths = Pair([_headings.Max(CellWidth.Of), room], room);
        foreach (string[] row in _rows)
        {
            foreach ((string heading, string cell) in _headings.Zip(row))
            {
                Add(lines, [heading, cell], widths);
            }
            lines.Add("");
        }
        return lines;
    }

    private List<string> Grid(IEnumerable<int> columns, int[] widths)
    {
        int[] shown = [.. columns];
        int[] room = [.. shown.Select(c => widths[c])];
        List<string> lines = [""];
        Add(lines, [.. shown.Select(c => _headings[c])], room);
        lines.Add(new string('─', Math.Min(Total(room), LongestRule)));
        foreach (string[] row in _rows)
        {
            Add(lines, [.. shown.Select(c => row[c])], room);
        }
        lines.Add("");
        return lines;
    }

    private static void Add(List<string> lines, string[] cells, int[] widths)
    {
        IReadOnlyList<string>[] parts = [.. cells.Select((cell, c) => WordWrap.Lines(cell, widths[c]))];
        for (int i = 0; i < parts.Max(part => part.Count); i++)
        {
            IEnumerable<string> line = parts.Select(
                (part, c) => CellWidth.Pad(i < part.Count ? part[i] : "", widths[c])
            );
            lines.Add((new string(' ', Margin) + string.Join(new string(' ', Gap), line)).TrimEnd());
        }
    }
}
