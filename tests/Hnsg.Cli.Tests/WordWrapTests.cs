using Hnsg.Cli.Terminal;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Lines end between words.</summary>
public class WordWrapTests
{
    private const string Text =
        "6.37 of 8 steps at 66.65 %, stopping at a lead of 2 votes; 28 × 28 pixels, β = 1 − 2^−4, 4: 65.45 %, 1,234 bytes "
        + "in (0, 1] --keep-schedule cubic µJ 0.00142 µJ a sample";

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(60)]
    [InlineData(80)]
    public void No_line_is_too_long_and_no_word_is_broken(int width)
    {
        IReadOnlyList<string> lines = WordWrap.Lines(Text, width);
        Assert.All(lines, line => Assert.InRange(CellWidth.Of(line), 1, width));
        Assert.Equal(Text, string.Join(' ', lines));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(60)]
    public void A_number_keeps_its_unit_and_an_option_its_value(int width)
    {
        string text = string.Join('\n', WordWrap.Lines(Text, width));
        foreach (
            string whole in (string[])
                [
                    "66.65 %",
                    "2 votes",
                    "28 × 28",
                    "1 − 2^−4",
                    "4: 65.45 %",
                    "1,234 bytes",
                    "(0, 1]",
                    "0.00142 µJ",
                    "--keep-schedule",
                ]
        )
        {
            Assert.Contains(whole, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Lines_after_the_first_are_indented_as_it_is() =>
        Assert.Equal(["  one two", "  three"], WordWrap.Lines("  one two three", 10));

    [Fact]
    public void What_is_said_of_a_name_stays_beside_it() =>
        Assert.Equal(["  out  some", "       words", "       more"], WordWrap.Lines("  out  some words more", 14));

    [Fact]
    public void A_path_that_is_too_long_breaks_after_a_separator() =>
        Assert.Equal(
            ["see", "/data/of/", "somebody/", "averylongn", "ame"],
            WordWrap.Lines("see /data/of/somebody/averylongname", 10)
        );

    [Fact]
    public void Wide_letters_take_two_columns()
    {
        IReadOnlyList<string> lines = WordWrap.Lines("日本語 日本語 日本語", 13);
        Assert.Equal(["日本語 日本語", "日本語"], lines);
        Assert.Equal(13, CellWidth.Of(lines[0]));
        Assert.Equal(["日本", "語"], WordWrap.Lines("日本語", 5));
        Assert.Equal(1, CellWidth.Of("e\u0301"));
    }

    [Fact]
    public void A_line_of_parts_shows_those_that_fit()
    {
        string[] parts = ["epoch 3/45", "loss 0.1234", "", "train 97.12 %", "5,000 images/s"];
        Assert.Equal("epoch 3/45  loss 0.1234  train 97.12 %  5,000 images/s", LineParts.Fitting(parts, null));
        Assert.Equal("epoch 3/45  loss 0.1234  train 97.12 %", LineParts.Fitting(parts, 40));
        Assert.Equal("epoch 3/45", LineParts.Fitting(parts, 22));
        Assert.Equal("epoch…", LineParts.Fitting(parts, 8));
    }
}
