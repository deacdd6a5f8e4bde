using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Tests.Data;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Runs;

public sealed class ResumeTests : IDisposable
{
    private const string Leftover = "run/.hnsg-00112233445566778899aabbccddeeff.tmp";

    private readonly TempFolder _temp = new();
    private readonly RunFolder _undisturbed;

    public ResumeTests()
    {
        using TrainingRun run = SomeRun.Start(_temp["undisturbed"], threads: 2);
        run.Run(cancellation: TestContext.Current.CancellationToken);
        _undisturbed = run.Folder;
    }

    public static TheoryData<int> EveryBatch => [.. Enumerable.Range(0, SomeRun.Batches)];

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(EveryBatch))]
    public void Stopped_after_any_batch_it_ends_as_if_undisturbed(int batches)
    {
        Stop(batches);
        AssertEndsAsUndisturbed();
    }

    [Fact]
    public void Stopped_after_every_single_batch_it_ends_as_if_undisturbed()
    {
        Stop(1);
        for (int batch = 1; batch < SomeRun.Batches - 1; batch++)
        {
            using TrainingRun run = SomeRun.Resume(_temp["run"]);
            SomeRun.Stop(run, 1);
        }
        AssertEndsAsUndisturbed();
    }

    [Fact]
    public void The_best_epoch_of_early_stopping_survives()
    {
        TrainingOptions options = SomeRun.Options with { Patience = 2, Epochs = 6 };
        using (TrainingRun whole = SomeRun.Start(_temp["whole"], options))
        {
            whole.Run(cancellation: TestContext.Current.CancellationToken);
        }
        using (TrainingRun run = SomeRun.Start(_temp["run"], options))
        {
            SomeRun.Stop(run, 9);
        }
        using (TrainingRun run = SomeRun.Resume(_temp["run"]))
        {
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
        Assert.Equal(File.ReadAllBytes(_temp["whole/model.hnsg"]), File.ReadAllBytes(_temp["run/model.hnsg"]));
    }

    [Fact]
    public void Long_epochs_are_saved_on_the_way()
    {
        int batches = 0;
        void Break()
        {
            if (++batches == 7)
            {
                throw new TimeoutException("stands for a kill");
            }
        }
        using (TrainingRun run = SomeRun.Start(_temp["run"]))
        {
            run.BetweenCheckpoints = TimeSpan.Zero;
            Assert.Throws<TimeoutException>(() =>
                run.Run(new SomeRun.Counter(Break), TestContext.Current.CancellationToken)
            );
        }
        int left = 0;
        using (TrainingRun run = SomeRun.Resume(_temp["run"]))
        {
            run.Run(new SomeRun.Counter(() => left++), TestContext.Current.CancellationToken);
        }
        Assert.Equal(SomeRun.Batches - 6, left);
        Assert.Equal(File.ReadAllBytes(_undisturbed.ModelPath), File.ReadAllBytes(_temp["run/model.hnsg"]));
    }

    // What a kill between any two writes leaves: the files so far, and perhaps half of the next one.
    [Theory]
    [InlineData("checkpoint.bin", "metrics.csv", "model.hnsg", "result.json")]
    [InlineData("checkpoint.bin", "model.hnsg", "result.json")]
    [InlineData("model.hnsg", "result.json")]
    [InlineData("result.json")]
    [InlineData("metrics.csv", "result.json")]
    public void Killed_between_two_files_it_ends_as_if_undisturbed(params string[] missing)
    {
        Copy();
        foreach (string name in missing)
        {
            File.Delete(_temp["run/" + name]);
        }
        _temp.Put(Leftover, [1, 2, 3]);
        AssertEndsAsUndisturbed();
        Assert.Empty(Directory.GetFiles(_temp["run"], "*.tmp"));
    }

    [Fact]
    public void A_folder_killed_before_run_json_is_free_for_a_new_run()
    {
        _temp.Put(Leftover, [1]);
        _temp.Put("run/run.lock", []);
        using (TrainingRun run = SomeRun.Start(_temp["run"]))
        {
            SomeRun.Stop(run, 1);
        }
        AssertEndsAsUndisturbed();
        Assert.Empty(Directory.GetFiles(_temp["run"], "*.tmp"));
    }

    [Theory]
    [InlineData("run.json.tmp", false)]
    [InlineData("run.lock", false)]
    [InlineData("run.lock", true)]
    public void What_only_looks_like_a_leftover_or_a_lock_is_somebody_elses_and_stays(string name, bool link)
    {
        _temp.Put("precious", [1]);
        Directory.CreateDirectory(_temp["run"]);
        if (link)
        {
            File.CreateSymbolicLink(_temp[$"run/{name}"], _temp["precious"]);
        }
        else
        {
            _temp.Put($"run/{name}", [1]);
        }
        Assert.Throws<OptionException>(() => SomeRun.Start(_temp["run"]));
        Assert.Equal([1], File.ReadAllBytes(_temp["precious"]));
        Assert.Equal([1], File.ReadAllBytes(_temp[$"run/{name}"]));
        File.Delete(_temp[$"run/{name}"]);
        using (TrainingRun run = SomeRun.Start(_temp["run"]))
        {
            SomeRun.Stop(run, 1);
        }
        _temp.Put("run/run.lock", [1]);
        Assert.Throws<InputException>(() => SomeRun.Resume(_temp["run"]));
        Assert.Equal([1], File.ReadAllBytes(_temp["run/run.lock"]));
    }

    [Fact]
    public void A_finished_run_gives_its_result_and_changes_nothing()
    {
        byte[] before = File.ReadAllBytes(_undisturbed.ResultPath);
        using TrainingRun run = SomeRun.Resume(_undisturbed.Path);
        RunResult result = run.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(RunJson.Write(result), File.ReadAllText(_undisturbed.ResultPath));
        Assert.Equal(before, File.ReadAllBytes(_undisturbed.ResultPath));
    }

    [Fact]
    public void A_checkpoint_cut_anywhere_is_an_input_error()
    {
        Stop(6);
        byte[] whole = File.ReadAllBytes(_temp["run/checkpoint.bin"]);
        foreach (int length in (int[])[0, 1, 7, 8, 11, 12, 43, 44, 45, 75, 76, 100, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(_temp["run/checkpoint.bin"], whole[..length]);
            AssertDamaged($"cut at {length}");
        }
    }

    [Fact]
    public void A_checkpoint_with_a_changed_byte_anywhere_is_an_input_error()
    {
        Stop(6);
        byte[] whole = File.ReadAllBytes(_temp["run/checkpoint.bin"]);
        foreach (
            int at in Enumerable.Range(0, 64).Select(i => i * (whole.Length - 1) / 63).Concat(Enumerable.Range(0, 60))
        )
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x10;
            File.WriteAllBytes(_temp["run/checkpoint.bin"], changed);
            AssertDamaged($"changed at {at}");
        }
    }

    [Fact]
    public void A_checkpoint_with_bytes_after_its_end_is_an_input_error()
    {
        Stop(6);
        byte[] whole = File.ReadAllBytes(_temp["run/checkpoint.bin"]);
        File.WriteAllBytes(_temp["run/checkpoint.bin"], [.. whole, 0]);
        AssertDamaged("longer");
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_an_input_error()
    {
        Stop(6);
        using (TrainingRun other = SomeRun.Start(_temp["other"], SomeRun.Options with { Seed = 2 }))
        {
            SomeRun.Stop(other, 6);
        }
        File.Copy(_temp["other/checkpoint.bin"], _temp["run/checkpoint.bin"], overwrite: true);
        AssertDamaged("belongs to a run with other options or data");
    }

    [Theory]
    [InlineData("\"seed\": 1", "\"seed\": 1.5")]
    [InlineData("\"seed\": 1,", "")]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"signed-constant\"", "\"signed\"")]
    [InlineData("\"signed-constant\"", "0")]
    [InlineData("\"steps\": 8", "\"steps\": 8, \"step\": 8")]
    [InlineData("\"steps\": 8", "\"steps\": 0")]
    [InlineData("\"surrogate\": \"atan\"", "\"surrogate\": null")]
    [InlineData("{", "[")]
    [InlineData("\"epochs\": 3", "\"epochs\": -1")]
    [InlineData("\"batch\": 50", "\"batch\": 1e999")]
    [InlineData("\"trainSamples\": 200", "\"trainSamples\": 1000000")]
    [InlineData("\"validation\": 40", "\"validation\": 1000000")]
    [InlineData("\"keepSchedule\": \"constant\"", "\"keepSchedule\": \"\\u001b[31m\"")]
    [InlineData("784,", "783,")]
    public void A_changed_run_json_is_an_input_error(string from, string to)
    {
        Stop(6);
        string path = _temp["run/run.json"];
        string text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        AssertDamaged($"{from} → {to}");
    }

    [Theory]
    [InlineData("\"learningRate\": 0.003", "\"learningRate\": -1", "options.learningRate: -1")]
    [InlineData("\"seed\": 1", "\"seed\": \"x\"", "options.seed: the value has the wrong type")]
    [InlineData("\"trainSamples\": 200", "\"trainSamples\": 201", "options.trainSamples is 201")]
    public void The_field_of_a_changed_run_json_is_named(string from, string to, string field)
    {
        Stop(6);
        string path = _temp["run/run.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        InputException error = Assert.Throws<InputException>(() => SomeRun.Resume(_temp["run"]));
        Assert.Equal(path, error.Path);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_json_of_a_huge_network_is_refused_before_anything_is_allocated()
    {
        Stop(6);
        string path = _temp["run/run.json"];
        string text = File.ReadAllText(path);
        string huge = text.Replace("      24\n", "      60000,\n      4000\n", StringComparison.Ordinal)
            .Replace("    24,\n", "    60000,\n    4000,\n", StringComparison.Ordinal)
            .Replace("      0.2,\n", "      0.2,\n      0.2,\n", StringComparison.Ordinal);
        File.WriteAllText(path, huge);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertDamaged("huge");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    // The numbers of TrainingState.Save, by their place behind the header; the checksum is made right again.
    [Theory]
    [InlineData("epoch", 0, 4, -1)]
    [InlineData("epoch", 0, 4, 4)]
    [InlineData("batch", 4, 4, int.MaxValue)]
    [InlineData("batch", 4, 4, -1)]
    [InlineData("step", 8, 8, long.MaxValue)]
    [InlineData("loss", 16, 8, -1.0)]
    [InlineData("right answers", 24, 8, 101)]
    [InlineData("samples", 32, 8, 99)]
    [InlineData("input spikes", 40, 8, -1)]
    [InlineData("hidden spikes", 48, 8, long.MaxValue)]
    [InlineData("output spikes", 56, 8, long.MinValue)]
    [InlineData("seconds", 64, 8, double.NaN)]
    [InlineData("seconds", 64, 8, double.PositiveInfinity)]
    [InlineData("seconds of the epoch", 72, 8, -1.0)]
    [InlineData("epochs since the best", 80, 4, 2)]
    [InlineData("epochs", 84, 4, int.MaxValue)]
    [InlineData("epochs", 84, 4, -1)]
    [InlineData("epoch", 88, 4, 2)]
    [InlineData("trainAccuracy", 100, 8, 1.5)]
    [InlineData("validationAccuracy", 108, 8, -0.5)]
    [InlineData("hiddenIntensity", 116, 8, double.NaN)]
    [InlineData("learningRate", 148, 8, double.PositiveInfinity)]
    [InlineData("accuracies", 172, 4, int.MinValue)]
    public void A_number_that_cannot_be_in_a_checkpoint_is_named(string field, int at, int size, double value)
    {
        Stop(6);
        string path = _temp["run/checkpoint.bin"];
        byte[] body = File.ReadAllBytes(path)[..^32];
        bool real =
            double.IsNaN(value) || field is "loss" or "seconds" or "seconds of the epoch" || at is >= 92 and < 172;
        byte[] number =
            real ? BitConverter.GetBytes(value)
            : size == 4 ? BitConverter.GetBytes((int)value)
            : BitConverter.GetBytes(value >= long.MaxValue ? long.MaxValue : (long)value);
        number.CopyTo(body, 8 + 4 + 32 + at);
        File.WriteAllBytes(path, [.. body, .. System.Security.Cryptography.SHA256.HashData(body)]);
        InputException error = Assert.Throws<InputException>(() => SomeRun.Resume(_temp["run"]));
        Assert.Equal(path, error.Path);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_best_model_that_is_none_is_an_input_error()
    {
        TrainingOptions options = SomeRun.Options with { Patience = 2, Epochs = 6 };
        using (TrainingRun run = SomeRun.Start(_temp["run"], options))
        {
            SomeRun.Stop(run, 9);
        }
        string path = _temp["run/checkpoint.bin"];
        byte[] body = File.ReadAllBytes(path)[..^32];
        int model = body.AsSpan(8).IndexOf("HNSG"u8) + 8;
        body[model + 20] ^= 1;
        File.WriteAllBytes(path, [.. body, .. System.Security.Cryptography.SHA256.HashData(body)]);
        AssertDamaged("best model");
    }

    [Fact]
    public void Other_data_are_an_input_error_that_says_so()
    {
        Stop(6);
        Dataset other = SomeRun.Data with { Sha256 = SomeRun.Data.Sha256.ToDictionary(it => it.Key, _ => "00") };
        InputException error = Assert.Throws<InputException>(() => TrainingRun.Resume(_temp["run"], other));
        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_options_are_an_error_that_names_the_first()
    {
        Stop(6);
        OptionException error = Assert.Throws<OptionException>(() =>
            SomeRun.Resume(_temp["run"], SomeRun.Options with { Epochs = 4, Batch = 51 })
        );
        Assert.Equal("epochs", error.Option);
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.Contains("4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_options_written_in_another_way_are_the_same()
    {
        Stop(6);
        using TrainingRun run = SomeRun.Resume(
            _temp["run"],
            SomeRun.Options with
            {
                Gain = [1.0, 1.0],
                Slope = 2,
                TrainSamples = 200,
            }
        );
        Assert.Single(run.History);
    }

    private void Stop(int batches)
    {
        using TrainingRun run = SomeRun.Start(_temp["run"]);
        SomeRun.Stop(run, batches);
    }

    private void Copy()
    {
        Directory.CreateDirectory(_temp["run"]);
        foreach (string file in Directory.GetFiles(_undisturbed.Path))
        {
            File.Copy(file, Path.Combine(_temp["run"], Path.GetFileName(file)));
        }
    }

    private void AssertDamaged(string what)
    {
        Exception? error = Record.Exception(() => SomeRun.Resume(_temp["run"]).Dispose());
        Assert.True(error is InputException, $"{what}: {error}");
        Assert.StartsWith(_temp["run"], error.Message, StringComparison.Ordinal);
    }

    private void AssertEndsAsUndisturbed()
    {
        using TrainingRun run = SomeRun.Resume(_temp["run"]);
        RunResult result = run.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(_undisturbed.ModelPath), File.ReadAllBytes(run.Folder.ModelPath));
        Assert.Equal(SomeRun.Metrics(_undisturbed), SomeRun.Metrics(run.Folder));
        Assert.Equal(_undisturbed.ReadResult()!.Test, result.Test);
        Assert.Equal(HashOf(_undisturbed), HashOf(run.Folder));
    }

    private static string HashOf(RunFolder folder) =>
        Convert.ToHexString(ModelFile.Checksum(File.ReadAllBytes(folder.DescriptionPath)));
}
