using System.Text.Json.Nodes;
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
    public void Output_neurons_that_never_spike_answer_by_their_membranes()
    {
        string model = _temp["run/model.hnsg"];
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--loss", "membrane-cross-entropy", "--reset", "subtract,none"]);
        JsonNode json = Cli.Succeed("eval", model, "--json").Json;
        Assert.Null(json["layers"]![1]!["dead"]);
        Assert.NotNull(json["layers"]![0]!["dead"]);
        Assert.Equal("mean membranes", (string?)json["calibration"]!["confidence"]);
        Assert.Null(json["earlyExit"]!["margin"]);
        Assert.Empty(json["earlyExit"]!["margins"]!.AsArray());
        Assert.Contains("read from membranes", (string?)json["earlyExit"]!["chosenOn"], StringComparison.Ordinal);
        Assert.DoesNotContain("10 dead", Cli.Succeed("eval", model).Output, StringComparison.Ordinal);
        string[] lines = Cli.Succeed("predict", model, "0").Output.Split('\n');
        Assert.Contains(lines, line => line.Contains('█', StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("never spike", StringComparison.Ordinal));
        string answer = (string)Cli.Succeed("predict", model, "0", "--json").Json[0]!["name"]!;
        Assert.StartsWith($"  {answer} ", lines.MaxBy(line => line.Count(c => c == '█')), StringComparison.Ordinal);
        foreach (string kind in (string[])["raster", "activity", "steps", "calibration"])
        {
            Cli.Succeed("plot", kind, "--run", _temp["run"], "--out", _temp["a.svg"]);
        }
    }

    [Fact]
    public void A_network_without_spikes_has_no_raster_and_no_intensity_but_scores()
    {
        string model = _temp["run/model.hnsg"];
        string trained = Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--method", "ann-hidden"]).Output;
        Assert.Contains("active units", trained, StringComparison.Ordinal);
        Assert.DoesNotContain("firing intensity", trained, StringComparison.Ordinal);
        Cli.Fail(3, "no spikes to draw", "plot", "raster", model, "0");
        Cli.Succeed("plot", "scores", "--run", _temp["run"], "--out", _temp["a.svg"]);
        string text = Cli.Succeed("eval", model).Output;
        Assert.Contains("active units", text, StringComparison.Ordinal);
        Assert.DoesNotContain("firing", text, StringComparison.Ordinal);
        JsonNode json = Cli.Succeed("eval", model, "--json").Json;
        Assert.Null(json["firingIntensity"]);
        Assert.InRange((double)json["activeUnits"]!, 0.01, 0.99);
        Assert.DoesNotContain("β", Cli.Succeed("inspect", model).Output, StringComparison.Ordinal);
        Assert.Null(Cli.Succeed("inspect", model, "--json").Json["layers"]![0]!["beta"]);
        Cli.Succeed([.. Cli.Tiny(_temp["weights"]), "--method", "weights"]);
        Cli.Fail(3, "method 'weights' has no scores", "plot", "scores", "--run", _temp["weights"]);
    }

    [Fact]
    public void Of_several_folders_those_without_a_run_are_left_out_and_named()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        Directory.CreateDirectory(_temp["empty"]);
        CliResult result = Cli.Succeed("plot", "compare", _temp["empty"], _temp["run"], "--out", _temp["a.svg"]);
        Assert.Contains("left out: it holds no runs", result.Error, StringComparison.Ordinal);
        Cli.Fail(3, "no finished run", "plot", "compare", _temp["empty"]);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Cli.Fail(2, "--run DIR", "plot", "curves");
        Cli.Fail(3, "no run here: run.json is missing", "plot", "curves", "--run", _temp["none"]);
        Cli.Fail(2, ".svg", "plot", "curves", "--run", _temp["none"], "--out", "a.gif");
        Cli.Fail(3, "no such folder", "plot", "compare", _temp["none"]);
        Cli.Fail(2, "Did you mean 'curves'?", "plot", "curvs");
    }
}
