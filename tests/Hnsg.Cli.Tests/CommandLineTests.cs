using System.Text.Json;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>Wrong command lines: exit code 2, what was wrong, and nothing written. And help.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("--keep: 0 is not in (0, 1]", "--keep", "0")]
    [InlineData("--keep: 1.5 is not in (0, 1]", "--keep", "1.5")]
    [InlineData("--keep: NaN is not in (0, 1]", "--keep", "NaN")]
    [InlineData("--keep: -0.1 is not in (0, 1]", "--keep", "-0.1")]
    [InlineData("--keep: there are 4 values for 2 layers", "--keep", "0.1,0.2,0.3,0.4")]
    [InlineData("--keep: 'x' is not a number", "--keep", "0.1,x")]
    [InlineData("--keep: 1E-300 is too small", "--keep", "1e-300")]
    [InlineData("--steps: 0 is not in", "--steps", "0")]
    [InlineData("--steps: '1e3' is not a whole number", "--steps", "1e3")]
    [InlineData("--learning-rate: Infinity is not in", "--lr", "Infinity")]
    [InlineData("--seed: '-1' is not a whole number", "--seed", "-1")]
    [InlineData("--hidden: 0 is not in", "--hidden", "0")]
    [InlineData("--hidden is given 2 times", "--hidden", "8", "--hidden", "9")]
    [InlineData("--network: 0 at character 1 is not in", "--network", "0")]
    [InlineData("--network: at character 3 the text ends", "--network", "8-")]
    [InlineData("--network: '16c5' means a convolution", "--network", "16c5-p2")]
    [InlineData("--network: it says the same as --hidden", "--network", "8", "--hidden", "8")]
    [InlineData("--network is given 2 times. Give it once\n", "--network", "8", "--network", "9")]
    [InlineData("--threads: 0 is not in", "--threads", "0")]
    [InlineData("Did you mean 'tiny'?", "--preset", "tny")]
    [InlineData("Did you mean 'fast-sigmoid'?", "--surrogate", "fast-sigmod")]
    [InlineData("Did you mean 'binomial'?", "--weights", "binominal")]
    [InlineData("Did you mean 'subtract'?", "--reset", "substract")]
    [InlineData("Did you mean 'adam'?", "--optimizer", "adm")]
    [InlineData("Did you mean '--epochs'?", "--epoch=3")]
    [InlineData("--slope: 0 is not in (0, 1000000]", "--slope", "0")]
    [InlineData("--patience: stopping early needs", "--patience", "2", "--validation", "0")]
    [InlineData("--steps: method 'ann-hidden' cannot use it", "--method", "ann-hidden", "--steps", "25")]
    [InlineData("--encoding: method 'transfer' cannot use it", "--encoding", "rate", "--method", "transfer")]
    [InlineData("--keep: method 'weights' cannot use it", "--method", "weights", "--keep", "0.2")]
    [InlineData("Add --reset subtract,none", "--loss", "membrane-cross-entropy")]
    public void A_wrong_option_is_refused_before_anything_is_written(string message, params string[] options)
    {
        Cli.Fail(2, message, ["train", "--dataset", "digits", "--out", _temp["run"], .. options]);
        Assert.False(Directory.Exists(_temp["run"]));
    }

    // What a preset says is no mistake of those who name the method too.
    [Fact]
    public void A_preset_may_say_what_a_method_has_no_use_for()
    {
        string[] options = [.. Cli.Tiny(_temp["run"]), "--preset", "paper", "--method", "ann-hidden"];
        CliResult result = Cli.Succeed([.. options, "--encoding", "direct"]);
        // Only what can be done with such a model is proposed.
        Assert.DoesNotContain("hnsg predict", result.Output, StringComparison.Ordinal);
        string[] proposed =
        [
            .. result.Output.Split('\n').Where(line => line.Contains(" hnsg ", StringComparison.Ordinal)),
        ];
        Assert.Equal(2, proposed.Length);
        foreach (string line in proposed)
        {
            CliResult it = Cli.RunIn(_temp["run"], line.Split(" hnsg ")[1].Split(' '));
            Assert.True(it.Code == 0, $"{line}: {it}");
        }
        Assert.Contains(
            "outputs (the highest wins)",
            Cli.Succeed("predict", _temp["run/model.hnsg"], "0").Output,
            StringComparison.Ordinal
        );
        Cli.Fail(3, "'inspect' can read this file", "export", "c", _temp["run/model.hnsg"]);
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(_temp["run/run.json"]));
        Assert.Equal("direct", run.RootElement.GetProperty("options").GetProperty("encoding").GetString());
        Cli.Fail(2, "--steps: ", "train", "--resume", _temp["run"], "--steps", "25");
    }

    [Fact]
    public void Currents_that_do_not_decay_are_noticed()
    {
        CliResult result = Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--neuron", "cuba"]);
        Assert.Contains("--synapse-shift 2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_data_set_gets_a_suggestion()
    {
        Cli.Fail(2, "Did you mean mnist?", "train", "--dataset", "mnst", "--out", _temp["run"]);
        Cli.Fail(2, "fashion-mnist", "data", "list", "fashon");
    }

    [Fact]
    public void An_unknown_command_gets_a_suggestion() => Cli.Fail(2, "Did you mean 'train'?", "trian");

    [Fact]
    public void No_command_is_an_error_of_the_command_line() => Cli.Fail(2, "hnsg --help");

    [Fact]
    public void Resume_names_one_folder()
    {
        Cli.Fail(2, "--resume", "train", "--resume");
        Cli.Fail(2, "--resume", "train", "--resume", _temp["a"], "--out", _temp["b"]);
    }

    [Fact]
    public void An_output_folder_that_is_not_empty_is_refused()
    {
        Directory.CreateDirectory(_temp["run"]);
        File.WriteAllText(_temp["run/mine.txt"], "");
        Cli.Fail(2, "is not empty", Cli.Tiny(_temp["run"]));
        Assert.Single(Directory.GetFileSystemEntries(_temp["run"]));
    }

    [Fact]
    public void A_test_sample_that_is_not_there_is_refused()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        Cli.Fail(2, "0…1,999", "predict", _temp["run/model.hnsg"], "2000");
        Cli.Fail(2, "0…1,999", "predict", _temp["run/model.hnsg"], "99999999999999");
    }

    [Theory]
    [InlineData]
    [InlineData("train")]
    [InlineData("eval")]
    [InlineData("predict")]
    [InlineData("inspect")]
    [InlineData("data")]
    [InlineData("plot", "raster")]
    [InlineData("data", "fetch")]
    public void Help_has_examples(params string[] command)
    {
        string help = Cli.Succeed([.. command, "--help"]).Output;
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.Contains($"  {string.Join(' ', command.Prepend("hnsg"))} ", help, StringComparison.Ordinal);
        Assert.DoesNotContain("Hnsg.Cli", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_of_train_shows_the_presets_as_options()
    {
        string brief = Cli.Succeed("train", "--help").Output;
        string help = Cli.Succeed("train", "--help-all").Output;
        foreach (Hnsg.Training.Preset preset in Hnsg.Training.Presets.All)
        {
            Assert.Contains(preset.Summary, brief, StringComparison.Ordinal);
            Assert.Contains(preset.Summary, help, StringComparison.Ordinal);
        }
        Assert.Contains("--encoding rate", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_is_that_of_the_library() =>
        Assert.Equal($"hnsg {TrainingRun.LibraryVersion}\n", Cli.Succeed("--version").Output);

    [Fact]
    public void Data_sets_are_listed_with_their_states()
    {
        Assert.Contains("embedded", Cli.Succeed("data", "list", "digits").Output, StringComparison.Ordinal);
        Assert.Equal("embedded", (string?)Cli.Succeed("data", "verify", "digits", "--json").Json[0]!["state"]);
    }
}
