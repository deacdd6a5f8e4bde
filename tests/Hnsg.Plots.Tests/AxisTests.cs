using Hnsg.Plots.Drawing;
using Xunit;

namespace Hnsg.Plots.Tests;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 100, 5, "0 20 40 60 80 100")]
    [InlineData(97.3, 98.9, 4, "97.5 98.0 98.5")]
    [InlineData(0, 0.0031, 4, "0.000 0.001 0.002 0.003")]
    [InlineData(-0.4, 0.4, 4, "-0.4 -0.2 0.0 0.2 0.4")]
    [InlineData(0, 12345, 3, "0 5,000 10,000")]
    public void Ticks_are_at_round_numbers(double min, double max, double most, string labels) =>
        Assert.Equal(labels, string.Join(' ', new Axis("", min, max).Ticks(most).Select(tick => tick.Label)));

    [Theory]
    [InlineData(900, 120_000, 20, "1,000 2,000 5,000 10,000 20,000 50,000 100,000")]
    [InlineData(900, 120_000, 5, "1,000 10,000 100,000")]
    [InlineData(0.02, 3, 20, "0.02 0.05 0.1 0.2 0.5 1 2")]
    public void Logarithmic_axes_have_ticks_in_every_decade(double min, double max, double most, string labels) =>
        Assert.Equal(
            labels,
            string.Join(
                ' ',
                new Axis("", min, max) { Logarithmic = true }
                    .Ticks(most)
                    .Select(tick => tick.Label)
            )
        );

    [Fact]
    public void Equal_ratios_are_equal_distances_on_a_logarithmic_axis()
    {
        Axis axis = Axis.Decades("", 10, 1000);
        Assert.Equal(axis.Part(100) - axis.Part(10), axis.Part(1000) - axis.Part(100), 12);
        Assert.Equal((0, 1), (axis.Part(axis.Min), axis.Part(axis.Max)));
    }

    [Fact]
    public void Whole_axes_have_no_ticks_between_whole_numbers() =>
        Assert.Equal(
            ["0", "1", "2"],
            new Axis("", 0, 2) { Whole = true }
                .Ticks(20)
                .Select(tick => tick.Label)
        );

    [Fact]
    public void An_axis_around_nothing_or_one_value_still_has_a_length()
    {
        Assert.True(Axis.Around("", []).Max > Axis.Around("", []).Min);
        Axis one = Axis.Around("", [5]);
        Assert.True(one.Min < 5 && one.Max > 5);
        Assert.Equal(["8"], (Axis.Around("", [8, 8]) with { Whole = true }).Ticks(6).Select(tick => tick.Label));
        Assert.All(Axis.Around("", [8, 8.0000001]).Ticks(6), tick => Assert.InRange(tick.Label.Length, 1, 4));
        Axis zero = Axis.Around("", [0, 0], from: 0);
        Assert.True(zero.Max > 0);
        Assert.Equal(0, Axis.Around("", [0.1, 3]).Min);
        Assert.True(Axis.Around("", [90, 99]).Min > 80);
    }
}
