using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hnsg.Diagnosis.Examining;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Tests.Data;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Runs;

public sealed class TrainingRunTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_finished_folder_has_the_five_files_and_nothing_else()
    {
        using (TrainingRun run = SomeRun.Start(_temp["run"]))
        {
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        Assert.Equal(
            ["checkpoint.bin", "metrics.csv", "model.hnsg", "result.json", "run.json"],
            Directory.GetFileSystemEntries(_temp["run"]).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public void Result_json_is_what_run_returns_and_what_the_model_does()
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out RunResult result);
        var json = (JsonObject)JsonNode.Parse(File.ReadAllText(folder.ResultPath))!;
        Assert.Equal("digits", (string?)json["dataset"]);
        Assert.Equal("hnsg", (string?)json["method"]);
        Assert.Equal("default", (string?)json["preset"]);
        Assert.Equal(1, (int?)json["seed"]);
        Assert.Equal(3, (int?)json["epochs"]);
        Assert.Equal([784, 24, 10], json["layers"]!.AsArray().Select(n => (int)n!));
        Assert.Equal([0.2, 0.5], json["kept"]!.AsArray().Select(n => (double)n!));
        Assert.True(json["firingIntensity"]!.AsObject().ContainsKey("all"));
        Assert.Null(json["firingIntensity"]!["all"]);
        Assert.True(json["secondsToAccuracy"]!.AsObject().ContainsKey("0.9373"));
        Assert.Equal(new FileInfo(folder.ModelPath).Length, (long?)json["modelBytes"]);
        HiddenNetwork network = HiddenNetwork.Load(folder.ModelPath);
        Assert.Equal(network.Masks.Sum(mask => mask.Kept), (long?)json["connections"]);
        Evaluation test = Evaluator.Run(
            network,
            SomeRun.Data.Test,
            2,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(test.Accuracy, (double?)json["test"]!["accuracy"]);
        Assert.Equal(test.Samples, (int?)json["test"]!["samples"]);
        Assert.Equal(test.FiringIntensity, result.FiringIntensity);
        Assert.Equal(test.FiringIntensity.Spiking, (double?)json["firingIntensity"]!["spiking"]);
    }

    [Fact]
    public void A_result_knows_its_model_and_another_in_its_place_is_refused()
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out RunResult result);
        byte[] model = File.ReadAllBytes(folder.ModelPath);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(model)), result.ModelSha256);
        RunFolder other = Finish(SomeRun.Start(_temp["other"], SomeRun.Options with { Epochs = 2 }), out _);
        File.Copy(other.ModelPath, folder.ModelPath, overwrite: true);
        foreach (
            Action look in (Action[])
                [
                    () => folder.ReadResult(),
                    () => RunFolder.CheckModel(folder.ModelPath),
                    () => TrainingRun.Finished(folder.Path, run => run.Options),
                    () => Patient.Open(folder.Path),
                    () => Patient.Open(folder.ModelPath),
                ]
        )
        {
            InputException error = Assert.Throws<InputException>(look);
            Assert.Equal(folder.ModelPath, error.Path);
            Assert.Contains("not the model of this run", error.Message, StringComparison.Ordinal);
        }
        File.WriteAllBytes(folder.ModelPath, model);
        Assert.Equal(result.ModelSha256, folder.ReadResult()!.ModelSha256);
        File.Delete(folder.ModelPath);
        Assert.NotNull(folder.ReadResult());
    }

    [Fact]
    public void A_result_of_before_it_knew_its_model_is_read_and_written_as_it_was()
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out _);
        string[] lines = [.. File.ReadLines(folder.ResultPath).Where(line => !line.Contains("modelSha256"))];
        File.WriteAllLines(folder.ResultPath, lines);
        RunResult old = folder.ReadResult()!;
        Assert.Null(old.ModelSha256);
        Assert.Equal(lines, RunJson.Write(old).TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("\"seed\": 1", "\"seed\": 2", "another run", "seed")]
    [InlineData("\"epochs\": 3", "\"epochs\": 5", "another run", "epochs")]
    [InlineData("784,", "785,", "another run", "layers")]
    [InlineData("\"0.9373\"", "\"x\"", "secondsToAccuracy", "'x'")]
    [InlineData("\"samples\": 60", "\"samples\": -60", "test.samples", "-60")]
    [InlineData("\"method\": \"hnsg\"", "\"method\": \"h\\u001b\"", "method", "h\\u001b")]
    [InlineData("\"all\": null", "\"all\": 1e999", "firingIntensity.all", "Infinity")]
    [InlineData("\"connections\": ", "\"connections\": -", "connections", "1…")]
    [InlineData("\"hnsg\":", "\"hnsgs\":", "hnsg", "known")]
    public void A_changed_result_json_is_an_input_error(string from, string to, params string[] says)
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out _);
        string text = File.ReadAllText(folder.ResultPath);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(folder.ResultPath, text.Replace(from, to, StringComparison.Ordinal));
        InputException error = Assert.Throws<InputException>(folder.ReadResult);
        Assert.Equal(folder.ResultPath, error.Path);
        Assert.All(says, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "2", "expected epoch 1")]
    [InlineData(1, "-1", "loss is -1")]
    [InlineData(2, "1.5", "trainAccuracy is 1.5")]
    [InlineData(5, "x", "spikingIntensity is not a number")]
    [InlineData(7, "NaN", "maskChurn is NaN")]
    [InlineData(9, "", "seconds is not a number")]
    public void A_changed_row_of_metrics_is_an_input_error(int column, string value, string says)
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out _);
        string[] lines = File.ReadAllLines(folder.MetricsPath);
        string[] cells = lines[1].Split(',');
        cells[column] = value;
        lines[1] = string.Join(',', cells);
        File.WriteAllLines(folder.MetricsPath, lines);
        InputException error = Assert.Throws<InputException>(() => folder.ReadMetrics());
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_to_accuracy_are_null_without_a_validation_split()
    {
        Finish(SomeRun.Start(_temp["run"], SomeRun.Options with { Validation = 0 }), out RunResult result);
        Assert.Null(result.SecondsToAccuracy);
        Assert.Null(result.ValidationAccuracy);
    }

    [Fact]
    public void Run_json_holds_every_option_resolved()
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out _);
        RunDescription run = folder.ReadDescription();
        Assert.Empty(RunOptions.Differences(run.Options, RunOptions.Resolve(SomeRun.Options, SomeRun.Data)));
        Assert.Equal(200, run.Options.TrainSamples);
        Assert.Equal(2, run.Options.Slope);
        Assert.Equal([ResetKind.Subtract, ResetKind.Subtract], run.Options.Reset);
        Assert.Equal(SomeRun.Data.Sha256, run.Data.Sha256);
        var options = (JsonObject)JsonNode.Parse(File.ReadAllText(folder.DescriptionPath))!["options"]!;
        Assert.Equal(typeof(TrainingOptions).GetProperties().Length, options.Count);
        Assert.Equal("signed-constant", (string?)options["weights"]);
    }

    [Fact]
    public void Metrics_have_one_row_an_epoch()
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out RunResult result);
        string[] lines = File.ReadAllLines(folder.MetricsPath);
        Assert.StartsWith("epoch,loss,trainAccuracy,validationAccuracy,", lines[0], StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(result.EpochsRun, lines.Length - 1);
    }

    [Fact]
    public void A_folder_with_another_run_is_refused_and_not_touched()
    {
        RunFolder folder = Finish(SomeRun.Start(_temp["run"]), out _);
        byte[] before = File.ReadAllBytes(folder.DescriptionPath);
        OptionException error = Assert.Throws<OptionException>(() =>
            SomeRun.Start(_temp["run"], SomeRun.Options with { Seed = 2 })
        );
        Assert.Equal("out", error.Option);
        Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.DescriptionPath));
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_not_touched()
    {
        _temp.Put("run/thesis.tex", [1]);
        Assert.Equal("out", Assert.Throws<OptionException>(() => SomeRun.Start(_temp["run"])).Option);
        Assert.Equal([_temp["run/thesis.tex"]], Directory.GetFileSystemEntries(_temp["run"]));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused()
    {
        _temp.Put("run", [1]);
        Assert.Equal("out", Assert.Throws<OptionException>(() => SomeRun.Start(_temp["run"])).Option);
    }

    [Fact]
    public void A_wrong_option_writes_nothing()
    {
        Assert.Throws<OptionException>(() => SomeRun.Start(_temp["run"], SomeRun.Options with { Keep = [1.5] }));
        Assert.False(Directory.Exists(_temp["run"]));
    }

    [Fact]
    public void Two_processes_cannot_train_in_one_folder()
    {
        using TrainingRun run = SomeRun.Start(_temp["run"]);
        InputException error = Assert.Throws<InputException>(() => SomeRun.Resume(_temp["run"]));
        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void First_free_counts_up()
    {
        Assert.Equal(_temp["run"], RunFolder.FirstFree(_temp["run"]).Path);
        _temp.Put("run/run.json", []);
        _temp.Put("run-2/x", []);
        Directory.CreateDirectory(_temp["run-3"]);
        Assert.Equal(_temp["run-3"], RunFolder.FirstFree(_temp["run"]).Path);
    }

    private static RunFolder Finish(TrainingRun run, out RunResult result)
    {
        using (run)
        {
            result = run.Run(cancellation: TestContext.Current.CancellationToken);
            return run.Folder;
        }
    }
}
