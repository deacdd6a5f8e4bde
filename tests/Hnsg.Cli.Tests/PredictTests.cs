using System.Text.Json.Nodes;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>What <c>hnsg predict</c> says of answers that mean nothing, and of inputs that are none.</summary>
public sealed class PredictTests(TinyRun trained) : IClassFixture<TinyRun>
{
    private string Model => trained["run/model.hnsg"];

    [Fact]
    public void An_empty_picture_gets_a_notice()
    {
        SomePicture.Write(trained["black.png"], 28, (_, _) => 0);
        string text = Cli.Succeed("predict", Model, trained["black.png"]).Output;
        Assert.Contains("notice: every pixel is 0", text, StringComparison.Ordinal);
        JsonNode json = Cli.Succeed("predict", Model, trained["black.png"], "0", "--json").Json;
        Assert.Contains("every pixel is 0", (string?)json[0]!["notice"], StringComparison.Ordinal);
        Assert.Null(json[1]!["notice"]);
        Assert.DoesNotContain("notice", Cli.Succeed("predict", Model, "0").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_makes_no_output_neuron_spike_gets_a_notice()
    {
        SomePicture.Write(trained["faint.png"], 28, (x, y) => (byte)(x == 14 && y == 14 ? 1 : 0));
        JsonNode answer = Cli.Succeed("predict", Model, trained["faint.png"], "--json").Json[0]!;
        Assert.Equal(0, answer["votes"]!.AsArray().Sum(votes => (int)votes!));
        Assert.Contains("no output neuron spiked", (string?)answer["notice"], StringComparison.Ordinal);
        string text = Cli.Succeed("predict", Model, trained["faint.png"]).Output;
        Assert.Contains("notice: no output neuron spiked", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_and_a_number_out_of_range_are_named_as_what_they_are()
    {
        Cli.Fail(3, "this is a folder. Name the pictures themselves", "predict", Model, trained.Path);
        Cli.Fail(2, "error: INPUT: there is no test sample 10000 in digits", "predict", Model, "10000");
        Cli.Fail(2, "numbered 0…1,999", "plot", "raster", Model, "2000", "--out", trained["a.svg"]);
        Cli.Fail(3, "this is a folder", "plot", "raster", Model, trained.Path, "--out", trained["a.svg"]);
    }

    [Fact]
    public void A_training_that_learned_little_points_to_the_doctor()
    {
        string poor = trained["poor"];
        string[] options = [.. Cli.Tiny(poor), "--learning-rate", "1e-6"];
        CliResult first = Cli.Succeed(options);
        Assert.Contains("learned little", first.Error, StringComparison.Ordinal);
        Assert.Contains($"hnsg doctor {poor}\n", first.Error, StringComparison.Ordinal);
        Assert.Contains(
            "hnsg doctor",
            Cli.Succeed("train", "--resume", poor, "--json").Error,
            StringComparison.Ordinal
        );
        // A run that learned, and one that the doctor does not look at.
        CliResult good = Cli.Succeed("train", "--resume", trained["run"], "--no-report");
        Assert.DoesNotContain("doctor", good.Error, StringComparison.Ordinal);
        string[] relu = [.. Cli.Tiny(trained["relu"]), "--method", "ann-hidden", "--learning-rate", "1e-6"];
        Assert.DoesNotContain("doctor", Cli.Succeed(relu).Error, StringComparison.Ordinal);
    }
}
