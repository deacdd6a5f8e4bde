using Xunit;

namespace Hnsg.Tests.Files;

public class VisibleTests
{
    [Theory]
    [InlineData("plain, ümläut, 手書き, 🙂, e\u0301", "plain, ümläut, 手書き, 🙂, e\u0301")]
    [InlineData("\u001b[31mred\u0007", "\\u001b[31mred\\u0007")]
    [InlineData("two\nlines\r\t", "two\\u000alines\\u000d\\u0009")]
    [InlineData("\u007f\u009b2J", "\\u007f\\u009b2J")]
    [InlineData("\u202efdp.exe\u2066", "\\u202efdp.exe\\u2066")]
    [InlineData("zero\u200bwidth\ufeff\u00ad", "zero\\u200bwidth\\ufeff\\u00ad")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("\udb40\udc41tag", "\\udb40\\udc41tag")]
    [InlineData("replaced \ufffd", "replaced \ufffd")]
    public void What_steers_or_hides_is_written_out(string text, string shown)
    {
        Assert.Equal(shown, Visible.Text(text));
        Assert.Equal(shown, Visible.Text(Visible.Text(text)));
    }

    [Fact]
    public void A_half_of_a_pair_is_written_out() =>
        Assert.Equal(@"\ud83d half \udc00", Visible.Text("\ud83d half \udc00"));

    [Fact]
    public void A_long_text_keeps_its_ends() =>
        Assert.Matches("^begin a+ … a+ end$", Visible.Text($"begin {new string('a', 1_000_000)} end"));

    [Fact]
    public void No_error_of_the_library_has_control_characters()
    {
        Assert.Equal("a\\u001b: b\\u000ac", new InputException("a\u001b", "b\nc").Message);
        Assert.Equal("a\\u001b: b\\u000ac", new OptionException("a\u001b", "b\nc").Message);
        Assert.Equal("a\u001b", new InputException("a\u001b", "b").Path);
    }
}
