using System.Text.RegularExpressions;
using Hnsg.Cli.Terminal;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Tables of all shapes fit the terminal and break no number.</summary>
public class TableTests
{
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            for (int columns = 1; columns <= 14; columns++)
            {
                foreach (int width in (int[])[20, 40, 60, 80, 120])
                {
                    shapes.Add(columns, width);
                }
            }
            return shapes;
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Numbers_and_words_stay_whole(int columns, int width)
    {
        foreach (bool sentences in (bool[])[false, true])
        {
            Table table = Of(columns, sentences);
            IReadOnlyList<string> narrow = table.Lines(width);
            Assert.All(narrow, line => Assert.InRange(CellWidth.Of(line), 0, width));
            HashSet<string> words = [.. narrow.SelectMany(Words)];
            Assert.All(table.Lines(null).SelectMany(Words), word => Assert.Contains(word, words));
        }
    }

    [Fact]
    public void A_table_that_fits_is_as_it_would_be_in_a_file()
    {
        Table table = Of(3, sentences: false);
        Assert.Equal(table.Lines(null), table.Lines(80));
        Assert.Equal(["", "  heading 0   heading 1   heading 2", new string('─', 35)], table.Lines(80).Take(3));
    }

    [Fact]
    public void Columns_that_do_not_fit_come_in_bands_beside_the_first()
    {
        IReadOnlyList<string> lines = Of(9, sentences: false).Lines(40);
        Assert.Equal(4, lines.Count(line => line.StartsWith("  heading 0", StringComparison.Ordinal)));
        Assert.Equal(
            Enumerable.Range(1, 8),
            lines.SelectMany(line => Regex.Matches(line, "heading ([1-9])")).Select(it => int.Parse(it.Groups[1].Value))
        );
    }

    [Fact]
    public void Cells_that_are_too_wide_for_that_come_in_blocks()
    {
        var table = new Table("layer", "inputs", "what is said of it");
        table.Row("1", "784", new string('x', 30));
        table.Row("2", "1,000", "short");
        Assert.Equal(
            ["", "  layer          1", "  inputs         784", "  what is said   " + new string('x', 13)],
            table.Lines(30).Take(4)
        );
    }

    [Fact]
    public void Cells_are_shown_without_what_a_terminal_would_obey()
    {
        var table = new Table("\e[1m", "");
        table.Row("a\nb", "[red]c[/]\u202E");
        Assert.Equal(["", @"  \u001b[1m", new string('─', 29), @"  a\u000ab    [red]c[/]\u202e", ""], table.Lines(80));
    }

    private static Table Of(int columns, bool sentences)
    {
        var table = new Table([.. Enumerable.Range(0, columns).Select(c => $"heading {c}")]);
        for (int row = 0; row < 3; row++)
        {
            table.Row([
                .. Enumerable
                    .Range(0, columns)
                    .Select(c =>
                        sentences && c == columns - 1 ? "needs no file, and is found wherever it was put by somebody"
                        : c % 3 == 2 ? $"97.{row}{c} %"
                        : $"{1000 + row}{c}"
                    ),
            ]);
        }
        return table;
    }

    private static IEnumerable<string> Words(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith('─'));
}
