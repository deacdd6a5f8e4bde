using System.Text.Json;
using Hnsg.Cli.Terminal;
using Hnsg.Shared;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>No text makes a terminal do anything.</summary>
public class ControlTextTests
{
    [Theory]
    [InlineData("plain text, 97.3 % of 28 × 28 → ✓ 日本 é 🎉", "plain text, 97.3 % of 28 × 28 → ✓ 日本 é 🎉")]
    [InlineData("\e[31mred\a\b\t\r\n", @"\u001b[31mred\u0007\u0008\u0009\u000d\u000a")]
    [InlineData("\0\u007F\u0080\u009B31m\u009F", @"\u0000\u007f\u0080\u009b31m\u009f")]
    [InlineData("a\u202Eb\u2066c\u200Ed\u061C", @"a\u202eb\u2066c\u200ed\u061c")]
    [InlineData("a\u200Bb\u200Dc\uFEFFd\u00ADe\u2060", @"a\u200bb\u200dc\ufeffd\u00ade\u2060")]
    [InlineData("a\u2028b\u2029\u0085", @"a\u2028b\u2029\u0085")]
    [InlineData("\U000E0041", @"\udb40\udc41")]
    public void What_a_terminal_would_obey_or_hide_is_written_out(string text, string shown)
    {
        Assert.Equal(shown, ControlText.Shown(text));
        Assert.Equal(shown.Replace(@"\u000a", "\n", StringComparison.Ordinal), ControlText.Shown(text, lines: true));
    }

    [Fact]
    public void Halves_of_pairs_are_written_out()
    {
        Assert.Equal(@"a\ud83db", ControlText.Shown("a\uD83Db"));
        Assert.Equal(@"\udc00\ud800", ControlText.Shown("\uDC00\uD800"));
    }

    // Of every character there is: it is itself, or in JSON means the same.
    [Fact]
    public void In_JSON_it_means_the_same()
    {
        for (int c = 0x20; c < 0x10000; c++)
        {
            if (char.IsSurrogate((char)c) || (char)c is '"' or '\\')
            {
                continue;
            }
            string shown = ControlText.Shown($"{(char)c}");
            Assert.Equal($"{(char)c}", JsonSerializer.Deserialize<string>($"\"{shown}\""));
        }
    }

    [Fact]
    public void A_line_of_text_is_one_line_and_a_text_of_lines_is_several()
    {
        var text = new StringWriter();
        using (var writer = new TerminalWriter(text, new LiveLines(null), () => null))
        {
            writer.WriteLine("a\nhnsg: error: b\e[2J");
            writer.WriteWhole("c\rd");
            writer.Write("{\n \e \n}\n");
        }
        Assert.Equal("a\\u000ahnsg: error: b\\u001b[2J\nc\\u000dd\n{\n \\u001b \n}\n", text.ToString());
    }
}
