using System.Text.Json.Nodes;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>What scripts rely on.</summary>
public sealed class RunFolderContractTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Train_writes_the_five_files_and_prints_result_json_and_nothing_else()
    {
        CliResult train = Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--json", "--seed", "5"]);
        Assert.Equal(
            ["checkpoint.bin", "metrics.csv", "model.hnsg", "result.json", "run.json"],
            Directory.GetFileSystemEntries(_temp["run"]).Select(Path.GetFileName).Order()
        );
        Assert.Equal(File.ReadAllText(_temp["run/result.json"]), train.Output);
        JsonNode json = train.Json;
        Assert.Equal("digits", (string?)json["dataset"]);
        Assert.Equal("default", (string?)json["preset"]);
        Assert.Equal(5, (int?)json["seed"]);
        Assert.Equal(2, (int?)json["epochs"]);
        Assert.Equal("32", (string?)json["network"]);
        Assert.Equal([784, 32, 10], json["layers"]!.AsArray().Select(n => (int)n!));
        Assert.Equal(2000, (int?)json["test"]!["samples"]);
        Assert.Equal(new FileInfo(_temp["run/model.hnsg"]).Length, (long?)json["modelBytes"]);
        Assert.Equal(3, File.ReadAllLines(_temp["run/metrics.csv"]).Length);
    }

    [Theory]
    [InlineData("32", "32")]
    [InlineData("16-8", "16,8")]
    [InlineData("none", "none")]
    public void Network_and_hidden_are_two_names_of_one_option(string network, string hidden)
    {
        string[] tiny = Cli.Tiny(_temp["hidden"]);
        int at = Array.IndexOf(tiny, "--hidden");
        tiny[at + 1] = hidden;
        Cli.Succeed(tiny);
        (tiny[at], tiny[at + 1], tiny[^1]) = ("--network", network, _temp["network"]);
        Assert.Equal(network, (string?)Cli.Succeed([.. tiny, "--json"]).Json["network"]);
        Assert.Equal(File.ReadAllBytes(_temp["hidden/model.hnsg"]), File.ReadAllBytes(_temp["network/model.hnsg"]));
        Assert.Equal(
            JsonNode.Parse(File.ReadAllText(_temp["hidden/run.json"]))!["options"]!.ToJsonString(),
            JsonNode.Parse(File.ReadAllText(_temp["network/run.json"]))!["options"]!.ToJsonString()
        );
        // A run goes on under either name, and a result of before there was a network is read.
        string[] other = ["train", "--out", _temp["hidden"], "--resume", "--network", network, "--json"];
        string result = Cli.Succeed(other).Output;
        File.WriteAllText(
            _temp["hidden/result.json"],
            result.Replace($"  \"network\": \"{network}\",\n", "", StringComparison.Ordinal)
        );
        Assert.Equal(result, Cli.Succeed(other).Output);
    }

    [Fact]
    public void Preset_fast_says_after_how_many_seconds_it_reached_the_papers_accuracy()
    {
        string? data = Environment.GetEnvironmentVariable("HNSG_DATA");
        Assert.SkipUnless(
            data is not null && Directory.Exists(Path.Combine(data, "mnist")),
            "HNSG_DATA names no folder that has mnist."
        );
        JsonNode result = Cli.Succeed(
            "train",
            "--dataset",
            "mnist",
            "--preset",
            "fast",
            "--out",
            _temp["run"],
            "--json"
        ).Json;
        Assert.Equal("fast", (string?)result["preset"]);
        Assert.InRange((double)result["validationAccuracy"]!, 0.94, 1);
        // Within the one epoch: it was looked at more often than at its end.
        double seconds = (double)result["secondsToAccuracy"]!["0.9373"]!;
        Assert.InRange(seconds / (double)result["trainSeconds"]!, 0.01, 0.99);
    }

    [Fact]
    public void Eval_gives_exactly_the_numbers_of_the_training_report()
    {
        JsonNode train = Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--json", "--encoding", "rate"]).Json;
        foreach (string threads in (string[])["1", "3"])
        {
            JsonNode eval = Cli.Succeed(
                "eval",
                _temp["run/model.hnsg"],
                "--dataset",
                "digits",
                "--json",
                "--threads",
                threads
            ).Json;
            Assert.Equal(train["test"]!.ToJsonString(), eval["test"]!.ToJsonString());
            Assert.Equal(train["firingIntensity"]!.ToJsonString(), eval["firingIntensity"]!.ToJsonString());
            Assert.NotNull(eval["firingIntensity"]!["all"]);
        }
    }

    [Fact]
    public void Auto_without_mnist_takes_the_digits_and_says_so_loudly()
    {
        CliResult train = Cli.Run(
            [("HNSG_DATA", null), ("XDG_CACHE_HOME", _temp["cache"])],
            [.. Cli.Tiny(_temp["run"]).Select(word => word == "digits" ? "auto" : word), "--no-download", "--json"]
        );
        Assert.True(train.Code == 0, train.ToString());
        Assert.Contains("NOTICE", train.Error, StringComparison.Ordinal);
        Assert.Equal("digits", (string?)train.Json["dataset"]);
        Assert.Contains("mnist", (string?)train.Json["notice"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Resume_with_the_same_options_gives_the_result_and_with_others_names_the_first()
    {
        string[] tiny = Cli.Tiny(_temp["run"]);
        string result = Cli.Succeed([.. tiny, "--json"]).Output;
        Assert.Equal(result, Cli.Succeed([.. tiny, "--resume", "--json"]).Output);
        Assert.Equal(result, Cli.Succeed("train", "--resume", _temp["run"], "--json", "--threads", "1").Output);
        Cli.Fail(2, "--seed: the run", [.. tiny, "--resume", "--seed", "2"]);
        Cli.Fail(2, "--preset: the run has default, but tiny was given", [.. tiny, "--resume", "--preset", "tiny"]);
        Cli.Fail(2, "already holds a run", tiny);
        Assert.Equal(result, File.ReadAllText(_temp["run/result.json"]));
    }

    [Fact]
    public void Resume_without_run_json_starts_when_it_knows_the_options_and_fails_when_not()
    {
        Cli.Fail(3, "no run to resume here", "train", "--resume", _temp["run"]);
        CliResult started = Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--resume", "--json"]);
        Assert.Contains("starting one", started.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_temp["run/result.json"]));
    }

    [Fact]
    public void The_default_folder_counts_up()
    {
        string[] options = Cli.Tiny("").SkipLast(2).ToArray();
        foreach (string folder in (string[])["digits-default-seed1", "digits-default-seed1-2"])
        {
            CliResult train = Cli.RunIn(_temp.Path, options);
            Assert.True(train.Code == 0, train.ToString());
            Assert.Contains(Path.Combine("runs", folder), train.Output, StringComparison.Ordinal);
            Assert.True(File.Exists(_temp[Path.Combine("runs", folder, "result.json")]));
        }
    }

    [Fact]
    public void Predict_and_inspect_read_what_train_wrote()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        string model = _temp["run/model.hnsg"];
        JsonNode predictions = Cli.Succeed("predict", model, "0", "7", "--json").Json;
        Assert.Equal(2, predictions.AsArray().Count);
        Assert.Equal(10, predictions[1]!["votes"]!.AsArray().Count);
        Assert.InRange((int)predictions[1]!["label"]!, 0, 9);
        Assert.Contains(" steps: layer 1 ", Cli.Succeed("predict", model, "0").Output, StringComparison.Ordinal);
        JsonNode inspect = Cli.Succeed("inspect", model, "--json").Json;
        Assert.Equal(new FileInfo(model).Length, (long?)inspect["bytes"]);
        Assert.Equal("digits", (string?)inspect["metadata"]!["dataset"]);
        Assert.Equal(2, inspect["layers"]!.AsArray().Count);
        Assert.Contains("signed-constant", Cli.Succeed("inspect", model).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plot_draws_what_train_wrote_and_refuses_what_it_cannot_draw()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        string model = _temp["run/model.hnsg"];
        Cli.Succeed("plot", "raster", model, "3", "--out", _temp["a.svg"], "--theme", "dark");
        Assert.StartsWith("<svg", File.ReadAllText(_temp["a.svg"]), StringComparison.Ordinal);
        Cli.Succeed("plot", "raster", model, "3", "--out", _temp["a.png"]);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(_temp["a.png"])[..4]);
        Cli.Fail(2, ".svg", "plot", "raster", model, "3", "--out", _temp["a.jpg"]);
        Cli.Fail(2, "Did you mean 'dark'?", "plot", "raster", model, "3", "--theme", "drak");
        Cli.Fail(2, "no test sample", "plot", "raster", model, "99999", "--out", _temp["b.svg"]);
        Assert.Equal(["a.png", "a.svg"], Directory.GetFiles(_temp["."]).Select(Path.GetFileName).Order());
    }
}
