using System.Text.Json.Nodes;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>What <c>hnsg eval</c> measures.</summary>
public sealed class EvalTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Json_has_every_measure_and_people_are_told_what_joules_leave_out()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        JsonNode json = Cli.Succeed("eval", _temp["run/model.hnsg"], "--json").Json;
        double accuracy = (double)json["test"]!["accuracy"]!;
        JsonNode bench = json["neurobench"]!;
        Assert.Equal(784 * 32 + 32 * 10 + 10 + 42 * 4, (int)bench["footprint"]!);
        Assert.Equal(784 * 32 + 8 * 32 * 10, (double)bench["synapticOperations"]!["dense"]!);
        Assert.InRange((double)bench["connectionSparsity"]!, 0.85, 0.95);
        Assert.Equal(1 - (double)json["firingIntensity"]!["spiking"]!, (double)bench["activationSparsity"]!, 1e-9);
        Assert.InRange((double)bench["membraneUpdates"]!, 42, 42 * 8);
        Assert.Equal(
            (double)bench["synapticOperations"]!["effectiveMacs"]!
                + (double)bench["synapticOperations"]!["effectiveAcs"]!,
            (double)json["synapticOperations"]!,
            1e-6
        );
        Assert.Equal(8, json["stepAccuracy"]!.AsArray().Count);
        Assert.Equal(accuracy, (double)json["stepAccuracy"]![7]!);
        Assert.Equal(10, json["classes"]!.AsArray().Count);
        Assert.Equal(2000, json["confusion"]!.AsArray().Sum(row => row!.AsArray().Sum(n => (int)n!)));
        Assert.InRange((double)json["calibration"]!["expectedError"]!, 0, 1);
        Assert.Equal([32, 10], json["layers"]!.AsArray().Select(layer => (int)layer!["neurons"]!));
        Assert.InRange((double)json["earlyExit"]!["meanSteps"]!, 1, 8);
        Assert.Contains("the run set aside", (string?)json["earlyExit"]!["chosenOn"]);
        Assert.Contains("2409.08290", (string?)json["energy"]!["caveat"]);
        Assert.True((double)json["energy"]!["joulesPerSample"]!["horowitz-45nm-32bit"]! > 0);
        string text = Cli.Succeed("eval", _temp["run/model.hnsg"]).Output;
        Assert.Contains("2409.08290", text);
        Assert.Contains("compute only", text);
    }

    [Fact]
    public void A_model_away_from_its_run_has_its_margin_chosen_on_the_usual_samples()
    {
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--validation", "0"]);
        JsonNode json = Cli.Succeed("eval", _temp["run/model.hnsg"], "--json").Json;
        Assert.Null(json["earlyExit"]!["margin"]);
        Assert.Contains("has no validation samples", (string?)json["earlyExit"]!["chosenOn"]);
        File.Copy(_temp["run/model.hnsg"], _temp["copy.hnsg"]);
        json = Cli.Succeed("eval", _temp["copy.hnsg"], "--json").Json;
        Assert.NotNull(json["earlyExit"]!["margin"]);
        Assert.Contains("by default", (string?)json["earlyExit"]!["chosenOn"]);
    }
}
