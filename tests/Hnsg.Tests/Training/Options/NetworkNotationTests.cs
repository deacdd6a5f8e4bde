using CsCheck;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training.Options;

public class NetworkNotationTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("1", 1)]
    [InlineData("1000", 1000)]
    [InlineData("1000-500", 1000, 500)]
    [InlineData("65535-1-65535", 65_535, 1, 65_535)]
    public void Dense_populations_are_read_and_written(string text, params int[] hidden)
    {
        Assert.Equal(hidden, NetworkNotation.Parse(text));
        Assert.Equal(text, NetworkNotation.Of(hidden));
    }

    [Theory]
    [InlineData("16c5", "'16c5' means a convolution of 16 channels, 5×5, but")]
    [InlineData("16c5s2", "5×5, stride 2, but")]
    [InlineData("16c5v", "5×5, no padding, but")]
    [InlineData(
        "16c5s2vd3r2",
        "stride 2, no padding, 3 taps for each connection, recurrence with delays of 1…2 steps, but"
    )]
    [InlineData("16c5-p2-32c5-p2", "'16c5' means")]
    [InlineData("1000-p2-16c5", "'p2' means pooling of 2×2 by any spike, but")]
    [InlineData("256d16", "'256d16' means 256 neurons, 16 taps for each connection, but")]
    [InlineData("d16", "'d16' means 16 taps for each connection, but")]
    [InlineData("128r", "'128r' means 128 neurons, recurrence with a delay of 1 step, but")]
    [InlineData("128r4", "recurrence with delays of 1…4 steps, but")]
    [InlineData("r4", "'r4' means recurrence with delays of 1…4 steps, but")]
    [InlineData("16l5", "'16l5' means a locally connected layer of 16 channels, 5×5, but")]
    [InlineData("v", "'v' means no padding, but")]
    [InlineData("100-od2", "'od2' means 2 taps for each connection of the output, but")]
    public void What_is_not_possible_yet_is_refused_with_its_meaning(string text, string message)
    {
        string refused = Refused(text);
        Assert.Contains(message, refused, StringComparison.Ordinal);
        Assert.Contains("only dense layers are known so far", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "at character 1 the text ends, but a number of neurons was expected")]
    [InlineData("-", "at character 1 there is '-', but a number of neurons was expected")]
    [InlineData("-5", "at character 1 there is '-'")]
    [InlineData("+5", "at character 1 there is '+'")]
    [InlineData("1000-", "at character 6 the text ends, but a number")]
    [InlineData("1000--500", "at character 6 there is '-'")]
    [InlineData("1000–500", "at character 5 there is '–', but '-' or the end was expected")]
    [InlineData("1000,500", "at character 5 there is ','")]
    [InlineData(" 1000", "at character 1 there is ' '")]
    [InlineData("1000 ", "at character 5 there is ' '")]
    [InlineData("1e3", "at character 2 there is 'e'")]
    [InlineData("1.5", "at character 2 there is '.'")]
    [InlineData("None", "at character 1 there is 'N'")]
    [InlineData("none-5", "at character 1 there is 'n'")]
    [InlineData("16C5", "at character 3 there is 'C'")]
    [InlineData("16c", "at character 4 the text ends, but the size of the window was expected, as in 16c5")]
    [InlineData("16lx", "at character 4 there is 'x', but the size of the window was expected, as in 16l5")]
    [InlineData("16c5s", "at character 6 the text ends, but the stride was expected")]
    [InlineData("16c5z", "at character 5 there is 'z'")]
    [InlineData("p", "at character 2 the text ends, but the size of the window was expected")]
    [InlineData("8d", "at character 3 the text ends, but the number of taps was expected")]
    [InlineData("o2", "at character 2 there is '2', but taps of the output were expected")]
    [InlineData("٣", "at character 1 there is '٣'")]
    [InlineData("10𝟘", "at character 3 there is '𝟘'")]
    [InlineData("8\u202e", "at character 2 there is '\\u202e'")]
    [InlineData("8\0", "at character 2 there is '\\u0000'")]
    [InlineData("8\n", "at character 2 there is '\\u000a'")]
    [InlineData("0", "0 at character 1 is not in 1…65,535")]
    [InlineData("8-000", "000 at character 3 is not in 1…65,535")]
    [InlineData("65536", "65536 at character 1 is not in 1…65,535")]
    [InlineData("8-1000000000000", "1000000000000 at character 3 is not in 1…65,535")]
    public void Anything_else_is_refused_with_the_place(string text, string message) =>
        Assert.Contains(message, Refused(text), StringComparison.Ordinal);

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() =>
        Assert.Contains("at character 2 there is half a character", Refused("8" + '\ud800'), StringComparison.Ordinal);

    [Fact]
    public void As_many_populations_as_a_network_can_have_are_read()
    {
        Assert.Equal(15, NetworkNotation.Parse(Repeat("8", 15)).Count);
        Assert.Contains("there are 16 hidden populations", Refused(Repeat("8", 16)), StringComparison.Ordinal);
        Assert.Contains("there are 10,000 hidden populations", Refused(Repeat("8", 10_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_make_no_long_messages()
    {
        Assert.InRange(Refused(new string('9', 1_000_000)).Length, 1, 5_000);
        Assert.InRange(
            Refused("8" + Repeat("r4", 100_000).Replace("-", "", StringComparison.Ordinal)).Length,
            1,
            5_000
        );
        Assert.InRange(Refused(Repeat("8", 100_000) + "x").Length, 1, 5_000);
    }

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.String[Gen.Char["0123456789-cslpdrvo ,٣x"], 0, 12]
            .Sample(text =>
            {
                try
                {
                    return NetworkNotation.Parse(text).All(neurons => neurons is >= 1 and <= 65_535);
                }
                catch (OptionException error)
                {
                    return error.Option == "network";
                }
            });

    private static string Repeat(string part, int count) => string.Join('-', Enumerable.Repeat(part, count));

    private static string Refused(string text)
    {
        OptionException error = Assert.Throws<OptionException>(() => NetworkNotation.Parse(text));
        Assert.Equal("network", error.Option);
        return error.Message;
    }
}
