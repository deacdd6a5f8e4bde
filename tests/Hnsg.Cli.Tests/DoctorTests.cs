using System.Text.Json.Nodes;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>What <c>hnsg doctor</c> says, and where it ends.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_run_and_its_model_get_the_same_diagnosis_with_number_and_advice()
    {
        // Eight steps at the usual rate would be a fault of their own.
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--threshold", "1,100", "--lr", "0.03", "--warm-up", "0.5"]);
        JsonNode json = Cli.Succeed("doctor", _temp["run"], "--json").Json;
        Assert.False((bool)json["healthy"]!);
        JsonNode first = json["problems"]![0]!;
        Assert.Equal("silent-output", (string?)first["symptom"]);
        Assert.Equal("fatal", (string?)first["severity"]);
        Assert.Equal(1, (double)first["number"]!);
        Assert.Equal(0.25, (double)first["limit"]!);
        Assert.Equal(512, (int)json["samples"]!);
        Assert.Equal(13, ((string[])["problems", "inOrder", "notLookedAt"]).Sum(part => json[part]!.AsArray().Count));
        Assert.Equal(json.ToJsonString(), Cli.Succeed("doctor", _temp["run/model.hnsg"], "--json").Json.ToJsonString());
        string text = Cli.Succeed("doctor", _temp["run"]).Output;
        Assert.Contains("1. silent-output (fatal): 100.0 % of the samples", text, StringComparison.Ordinal);
        Assert.Contains("--gain", text, StringComparison.Ordinal);
        Assert.Contains("Examined with 512 training samples of digits", text, StringComparison.Ordinal);
        Assert.Contains("restless-mask: the run is too short", text, StringComparison.Ordinal);
        // Away from its run a model is examined for what it is itself.
        File.Copy(_temp["run/model.hnsg"], _temp["copy.hnsg"]);
        JsonNode alone = Cli.Succeed("doctor", _temp["copy.hnsg"], "--json").Json;
        Assert.Equal("silent-output", (string?)alone["problems"]![0]!["symptom"]);
        Assert.Contains("no run.json", Cli.Succeed("doctor", _temp["copy.hnsg"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_examined_is_refused()
    {
        Cli.Fail(2, "RUN|MODEL", "doctor");
        Cli.Fail(3, "no such file", "doctor", _temp["none"]);
        Cli.Fail(3, "no run here: run.json is missing", "doctor", _temp.Path);
        Cli.Succeed([.. Cli.Tiny(_temp["relu"]), "--method", "ann-hidden"]);
        Cli.Fail(3, "no spikes", "doctor", _temp["relu"]);
        File.Delete(_temp["relu/model.hnsg"]);
        Cli.Fail(3, "no model yet", "doctor", _temp["relu"]);
    }

    [Fact]
    public void An_event_file_lies_in_the_run_folder_where_it_is_asked_for()
    {
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--tensorboard"]);
        string file = Assert.Single(Directory.GetFiles(_temp["run"], "events.out.tfevents.*.hnsg"));
        Assert.Contains("accuracy/validation", File.ReadAllText(file), StringComparison.Ordinal);
    }
}
