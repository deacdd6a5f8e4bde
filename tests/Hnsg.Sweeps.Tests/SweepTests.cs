using Hnsg.Sweeps.Plans;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Sweeps.Tests;

public sealed class SweepTests : IDisposable
{
    private const string Halved = """
        {
          "grid": { "steps": [2, 4] },
          "random": { "learning-rate": { "log": [0.001, 0.1] } },
          "draws": 5, "seeds": 2, "halving": { "factor": 2, "epochs": 1 }
        }
        """;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_number_of_jobs_changes_nothing_and_what_is_done_is_not_done_again()
    {
        SweepPlan plan = Some.Plan(_temp, Halved);
        SweepTable one = Some.Run(_temp["one"], plan, 1);
        SweepTable three = Some.Run(_temp["three"], plan, 3);
        Assert.Equal(WithoutTime(one), WithoutTime(three));
        Assert.Equal(Files(_temp["one"]), Files(_temp["three"]));
        var heard = new Heard();
        SweepTable again = Some.Run(_temp["one"], plan, 2, heard);
        Assert.Equal(one.ToJson(), again.ToJson());
        Assert.Equal(0, heard.Batches);
        Assert.Equal(again.ToJson(), File.ReadAllText(_temp["one/sweep.json"]));
        Assert.Equal(SweepText.Csv(again), File.ReadAllText(_temp["one/sweep.csv"]));
    }

    [Theory]
    [InlineData("sweep.json"), InlineData("sweep.csv"), InlineData("plan.json")]
    public void A_table_of_somebody_else_or_the_plan_itself_is_not_replaced(string name)
    {
        SweepPlan plan = Some.Plan(_temp, Halved);
        Directory.CreateDirectory(_temp["run"]);
        string file = _temp[name == "plan.json" ? "run/sweep.json" : $"run/{name}"];
        File.WriteAllText(file, "{\n  \"dataset\": \"digits\" }");
        if (name == "plan.json")
        {
            plan = plan with { Path = file };
        }
        OptionException error = Assert.Throws<OptionException>(() => Some.Run(_temp["run"], plan, 1));
        Assert.Equal("out", error.Option);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(_temp["run"]));
        Assert.Contains("digits", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void With_halving_the_test_samples_are_only_for_what_reaches_the_end()
    {
        SweepPlan plan = Some.Plan(_temp, Halved);
        var sweep = new Sweep(_temp["run"], plan, Some.Digits);
        Assert.Equal([1, 2, 4], sweep.Rungs);
        SweepRow[] runs = [.. sweep.Run(2, cancellation: Some.Token).Runs];
        // 10 choices, of which 5 and 3 go up, and these with both seeds.
        Assert.Equal(13, runs.Length);
        Assert.Equal([1, 1, 1, 1, 1, 2, 2, 4, 4, 4, 4, 4, 4], runs.Select(row => row.Epochs).Order());
        Assert.Equal(3, runs.Count(row => row is { Seed: 2, Status: RunStatus.Finished }));
        foreach (SweepRow row in runs)
        {
            bool end = row.Epochs == 4;
            Assert.Equal(end ? RunStatus.Finished : RunStatus.Halted, row.Status);
            Assert.Equal(end, row.TestAccuracy is not null);
            Assert.Equal(end, File.Exists(_temp[$"run/{row.Id}/result.json"]));
            Assert.Equal(!end, File.Exists(_temp[$"run/{row.Id}/checkpoint.bin"]));
            Assert.NotNull(row.ValidationAccuracy);
        }
        Assert.Equal(sweep.Epochs, runs.Sum(row => row.Epochs));
    }

    [Fact]
    public void A_run_of_a_sweep_is_the_run_that_train_would_make()
    {
        SweepPlan plan = Some.Plan(_temp, Halved);
        SweepRow row = Some.Run(_temp["run"], plan, 2).Runs.First(row => row.Status == RunStatus.Finished);
        TrainingOptions options = Some.Syntax(row.Varied) with { Seed = row.Seed };
        using TrainingRun alone = TrainingRun.Start(_temp["alone"], options, Some.Digits, threads: 1);
        RunResult result = alone.Run(cancellation: Some.Token);
        Assert.Equal(result.Test.Accuracy, row.TestAccuracy);
        Assert.Equal(
            File.ReadAllBytes(_temp["alone/model.hnsg"]),
            File.ReadAllBytes(_temp[$"run/{row.Id}/model.hnsg"])
        );
    }

    [Fact]
    public void Stopped_after_any_batch_it_goes_on_to_the_same_table()
    {
        SweepPlan plan = Some.Plan(_temp, Halved);
        string whole = WithoutTime(Some.Run(_temp["whole"], plan, 2));
        for (int batches = 3; ; batches += 7)
        {
            using var stop = new CancellationTokenSource();
            try
            {
                SweepTable table = new Sweep(_temp["run"], plan, Some.Digits).Run(
                    2,
                    progress: new Heard { Until = batches, Then = stop.Cancel },
                    cancellation: stop.Token
                );
                Assert.Equal(whole, WithoutTime(table));
                Assert.Equal(Files(_temp["whole"]), Files(_temp["run"]));
                return;
            }
            catch (OperationCanceledException)
            {
                Assert.True(File.Exists(_temp["run/sweep.csv"]));
            }
        }
    }

    [Fact]
    public void Choices_that_come_to_the_same_options_are_one()
    {
        SweepPlan plan = Some.Plan(_temp, """{ "grid": { "keep": [0.1, [0.1, 0.1], 0.2] }, "seeds": 2 }""");
        Assert.Equal(2, new Sweep(_temp["run"], plan, Some.Digits).Choices);
    }

    [Fact]
    public void A_plan_that_has_grown_trains_only_what_is_new()
    {
        SweepPlan plan = Some.Plan(_temp, """{ "grid": { "steps": [2, 3] }, "options": { "epochs": 1 } }""");
        SweepTable before = Some.Run(_temp["run"], plan, 1);
        plan = Some.Plan(_temp, """{ "grid": { "steps": [1, 2, 3] }, "options": { "epochs": 1 } }""");
        var heard = new Heard();
        SweepTable after = Some.Run(_temp["run"], plan, 1, heard);
        Assert.Equal(before.Runs.Select(row => row.TrainSeconds), after.Runs.Skip(1).Select(row => row.TrainSeconds));
        Assert.Equal([after.Runs[0].Id], heard.Runs);
    }

    [Fact]
    public void A_run_that_diverges_is_noted_and_the_others_go_on()
    {
        SweepPlan plan = Some.Plan(
            _temp,
            """
            {
              "options": { "optimiser": "sgd", "weight-decay": 1, "epochs": 30 },
              "grid": { "learning-rate": [1000, 0.01] }
            }
            """
        );
        SweepTable table = Some.Run(_temp["run"], plan, 2);
        Assert.Equal([RunStatus.Failed, RunStatus.Finished], table.Runs.Select(row => row.Status));
        Assert.Contains(
            "infinite",
            File.ReadAllText(_temp[$"run/{table.Runs[0].Id}/failure.txt"]),
            StringComparison.Ordinal
        );
        var heard = new Heard();
        Assert.Equal(table.ToJson(), Some.Run(_temp["run"], plan, 2, heard).ToJson());
        Assert.Equal(0, heard.Batches);
    }

    [Fact]
    public void A_damaged_file_stops_the_sweep_and_is_named()
    {
        SweepPlan plan = Some.Plan(_temp, """{ "grid": { "steps": [1, 2] }, "options": { "epochs": 1 } }""");
        SweepTable table = Some.Run(_temp["run"], plan, 1);
        string result = _temp[$"run/{table.Runs[1].Id}/result.json"];
        string[] lines = File.ReadAllLines(result);
        lines[3] = "  \"method\": oops,";
        File.WriteAllLines(result, lines);
        var error = Assert.Throws<InputException>(() => Some.Run(_temp["run"], plan, 1));
        Assert.StartsWith(result, error.Message, StringComparison.Ordinal);
        Assert.Contains("line 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_a_sweep_share_a_folder_and_leave_their_own_tables()
    {
        SweepPlan plan = Some.Plan(_temp, """{ "grid": { "steps": [1, 2, 3] }, "options": { "epochs": 1 } }""");
        SweepTable first = Some.Run(_temp["run"], plan, 1, shard: new Shard(1, 2));
        SweepTable second = Some.Run(_temp["run"], plan, 1, shard: new Shard(2, 2));
        Assert.Equal([1, 3], first.Runs.Select(row => row.Steps));
        Assert.Equal([2], second.Runs.Select(row => row.Steps));
        Assert.True(File.Exists(_temp["run/sweep-1of2.csv"]) && File.Exists(_temp["run/sweep-2of2.json"]));
        var heard = new Heard();
        Assert.Equal(3, Some.Run(_temp["run"], plan, 1, heard).Runs.Count);
        Assert.Equal(0, heard.Batches);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1000, 1)]
    public void Impossible_numbers_of_jobs_and_threads_are_refused(int jobs, int threads)
    {
        var sweep = new Sweep(_temp["run"], Some.Plan(_temp, "{}"), Some.Digits);
        Assert.Throws<OptionException>(() => sweep.Run(jobs, threads, cancellation: Some.Token));
        Assert.False(Directory.Exists(_temp["run"]));
    }

    private static string WithoutTime(SweepTable table) =>
        SweepText.Csv(table with { Runs = [.. table.Runs.Select(row => row with { TrainSeconds = 0 })] });

    // All that does not hold times.
    private static string[] Files(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file =>
                    Path.GetFileName(file) is "model.hnsg" or "run.json"
                    && File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "result.json"))
                )
                .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(File.ReadAllBytes(file))}")
                .Order(),
        ];

    private sealed class Heard : IProgress<SweepProgress>
    {
        private readonly Lock _lock = new();

        public int Batches { get; private set; }

        public SortedSet<string> Runs { get; } = [];

        public int Until { get; init; } = int.MaxValue;

        public Action Then { get; init; } = () => { };

        public void Report(SweepProgress value)
        {
            lock (_lock)
            {
                if (value.Training is not null)
                {
                    Batches++;
                    Runs.Add(value.Run.Id);
                }
            }
            if (Batches >= Until)
            {
                Then();
            }
        }
    }
}
