using System.Xml.Linq;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Figures of runs from the command line.</summary>
public sealed class PlotTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Figures_are_made_of_a_run_and_of_several()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        Cli.Succeed("plot", "spikes", "--run", _temp["run"], "--out", _temp["a.svg"], "--theme", "dark");
        Assert.Equal("svg", XElement.Load(_temp["a.svg"]).Name.LocalName);
        Cli.Succeed("plot", "compare", _temp["run"], _temp["run"], "--out", _temp["compare.svg"]);
        Assert.True(File.Exists(_temp["compare.svg"]));
        Cli.Fail(2, "there is no test sample 99999", "plot", "raster", "--run", _temp["run"], "--sample", "99999");
        File.Delete(_temp["run/checkpoint.bin"]);
        Cli.Fail(3, "checkpoint", "plot", "scores", "--run", _temp["run"], "--out", _temp["a.svg"]);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Cli.Fail(2, "--run DIR", "plot", "curves");
        Cli.Fail(3, "no run.json", "plot", "curves", "--run", _temp["none"]);
        Cli.Fail(2, ".svg", "plot", "curves", "--run", _temp["none"], "--out", "a.gif");
        Cli.Fail(3, "no result.json", "plot", "compare", _temp["none"]);
        Cli.Fail(2, "Did you mean 'curves'?", "plot", "curvs");
    }
}
