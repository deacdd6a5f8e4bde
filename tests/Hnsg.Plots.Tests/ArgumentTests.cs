using Hnsg.Networks;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Raster;
using Xunit;

namespace Hnsg.Plots.Tests;

/// <summary>What cannot be drawn is refused where it comes in.</summary>
public sealed class ArgumentTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Theory]
    [InlineData(-1)]
    [InlineData(60)]
    [InlineData(int.MinValue)]
    public void A_sample_that_there_is_not_is_refused(int sample) =>
        Assert.Equal("sample", Assert.Throws<OptionException>(() => run.Open().Sample(sample)).Option);

    [Fact]
    public void A_theme_or_a_ratio_that_there_is_not_is_refused()
    {
        HiddenNetwork network = Some.Network([40]);
        Figure figure = SpikeRasterFigure.Of(network, new byte[network.Spec.Inputs]);
        Assert.Equal("theme", Assert.Throws<OptionException>(() => figure.ToSvg((FigureTheme)2)).Option);
        Assert.Equal("theme", Assert.Throws<OptionException>(() => figure.ToPng((FigureTheme)(-1))).Option);
        Assert.Equal("pixel-ratio", Assert.Throws<OptionException>(() => figure.ToPng(pixelRatio: 0)).Option);
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        HiddenNetwork network = Some.Network([40]);
        Assert.Throws<ArgumentException>(() => SpikeRasterFigure.Of(network, new byte[1]));
        Assert.Throws<ArgumentException>(() => SpikeAnimation.Of(network, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeAnimation.Of(network, new byte[network.Spec.Inputs], -1));
    }

    [Fact]
    public void Nothing_to_compare_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CompareFigure.Of([]));
        Assert.Throws<ArgumentException>(() => CompareFigure.Of([("run", null!)]));
    }

    [Fact]
    public void Numbers_of_threads_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunContents(run.Path, run.Data, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunContents(run.Path, run.Data, 1025));
    }

    [Fact]
    public void Data_that_do_not_fit_together_are_refused() =>
        Assert.Throws<InputException>(() => new RunContents(run.Path, run.Data with { ClassNames = ["one"] }).Data);
}
