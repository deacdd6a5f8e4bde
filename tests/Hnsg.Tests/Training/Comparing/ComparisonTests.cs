using System.Text.Json;
using Hnsg.Data;
using Hnsg.Tests.Data;
using Hnsg.Training;
using Hnsg.Training.Comparing;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Comparing;

/// <summary>Several methods and seeds under one protocol.</summary>
public sealed class ComparisonTests : IDisposable
{
    private static readonly Dataset Digits = SomeDigits.Of(110, 40);

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Every_method_gets_a_row_and_a_run_a_seed()
    {
        ComparisonPlan plan = Plan([.. TrainingChoices.Methods], seeds: 2);
        ComparisonTable table = Run("all", plan with { Jobs = 2 });
        Assert.Equal(plan.Methods, table.Rows.Select(row => row.Method));
        Assert.Equal(18, table.Runs.Count);
        foreach (ComparisonRow row in table.Rows)
        {
            Assert.Equal([1, 2], row.Seeds);
            ComparisonRun[] runs = [.. table.Runs.Where(run => run.Method == row.Method)];
            double[] accuracies = [.. runs.Select(run => run.Result.Test.Accuracy)];
            Assert.Equal(accuracies, row.Accuracies);
            Assert.Equal(Math.Abs(accuracies[0] - accuracies[1]) / Math.Sqrt(2), row.Deviation!.Value, 1e-12);
            Assert.Equal(row.Method == "transfer", row.SourceAccuracy is not null);
            Assert.InRange(row.Connections, 1, 784 * 30 + 300);
            Assert.True(row.SynapticOperations > 0 && row.ModelBytes > 0 && row.Joules.Values.All(joule => joule > 0));
            Assert.Equal(runs[0].Result.Kept, runs[1].Result.Kept);
        }
        Assert.All(table.Runs, run => Assert.Equal([784, 30, 10], run.Result.Layers));
        string[] csv = File.ReadAllLines(_temp["all/comparison.csv"]);
        Assert.Equal(10, csv.Length);
        Assert.All(csv, line => Assert.Equal(csv[0].Split(',').Length, line.Split(',').Length));
        string[] markdown = File.ReadAllLines(_temp["all/comparison.md"]);
        Assert.Contains(markdown, line => line.StartsWith("| T | 1 | 2 | 4 |", StringComparison.Ordinal));
        // A row a method and one of the conversion, with their headings.
        Assert.Equal(9 + 2 + 3, markdown.Count(line => line.StartsWith('|') && line.EndsWith('|')));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(_temp["all/comparison.json"]));
        Assert.Equal(9, json.RootElement.GetProperty("rows").GetArrayLength());
        Assert.Equal(table.ToJson(), File.ReadAllText(_temp["all/comparison.json"]));
    }

    [Fact]
    public void Stopped_anywhere_it_goes_on_and_repeats_nothing()
    {
        ComparisonPlan plan = Plan(["hnsg", "weights", "transfer"], seeds: 2);
        ComparisonTable whole = Run("whole", plan);
        int stops = 0;
        ComparisonTable? table = null;
        while (table is null)
        {
            using var source = new CancellationTokenSource();
            int batches = 0;
            try
            {
                table = new Comparison(_temp["stopped"], plan with { Jobs = stops % 2 + 1 }, Digits).Run(
                    new Listener(progress => Stop(progress.Progress is not null && ++batches == 7, source)),
                    source.Token
                );
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }
        Assert.InRange(stops, 4, 10);
        foreach (ComparisonRun run in whole.Runs)
        {
            string name = $"{run.Method}-seed{run.Seed}/model.hnsg";
            Assert.Equal(File.ReadAllBytes(_temp[$"whole/{name}"]), File.ReadAllBytes(_temp[$"stopped/{name}"]));
        }
        Assert.Equal(whole.Rows.Select(row => row.Accuracy), table.Rows.Select(row => row.Accuracy));
        // All is there now: nothing is trained.
        var again = new Comparison(_temp["stopped"], plan, Digits);
        again.Run(new Listener(progress => Assert.Null(progress.Progress)), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_search_takes_the_rate_that_is_best_on_validation_samples()
    {
        ComparisonPlan plan = Plan(["hnsg", "weights"], seeds: 2) with
        {
            LearningRates = [1e-6, 0.01],
            SearchEpochs = 4,
        };
        ComparisonTable table = Run("search", plan);
        foreach (string method in plan.Methods)
        {
            double[] accuracies =
            [
                .. plan.LearningRates.Select(rate =>
                    new RunFolder(_temp[FormattableString.Invariant($"search/search/{method}-rate{rate:R}")])
                        .ReadResult()!
                        .Test.Accuracy
                ),
            ];
            Assert.True(accuracies[1] > accuracies[0]);
            Assert.All(table.Runs.Where(run => run.Method == method), run => Assert.Equal(0.01, run.LearningRate));
        }
    }

    [Theory]
    [InlineData("comparison.json"), InlineData("comparison.csv"), InlineData("comparison.md")]
    public void A_table_of_somebody_else_is_not_replaced(string name)
    {
        string file = _temp.Put($"run/{name}", "mine"u8.ToArray());
        OptionException error = Assert.Throws<OptionException>(() => Run("run", Plan(["random"], seeds: 1)));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(_temp["run"]));
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public void A_folder_with_other_options_is_refused_before_anything_is_trained()
    {
        ComparisonPlan plan = Plan(["hnsg"], seeds: 1);
        Run("folder", plan);
        ComparisonPlan other = plan with { Options = method => Options(method) with { Batch = 10 } };
        AssertDiffers("batch", "has 28, but this command gives 10", other, Digits);
        // Also where none of the runs that are there is asked for: the table would mix them.
        AssertDiffers("batch", "hnsg-seed1", other with { Methods = ["weights"] }, Digits);
        AssertDiffers("learning-rates", "has 0.003", plan with { LearningRates = [0.1, 0.2] }, Digits);
    }

    [Fact]
    public void A_folder_with_runs_of_other_data_is_refused_before_anything_is_trained()
    {
        ComparisonPlan plan = Plan(["hnsg"], seeds: 1);
        Dataset[] sets = [Named("one", "11"), Named("two", "22"), Named("one", "22"), Digits];
        Run("folder", plan, sets[0]);
        foreach (ComparisonPlan other in (ComparisonPlan[])[plan, plan with { Methods = ["biprop"] }])
        {
            AssertDiffers("out", "one (drawn) there, and two (drawn) here. Give another", other, sets[1]);
            AssertDiffers("out", "the SHA-256 of its images is 22, but 11 was expected", other, sets[2]);
            AssertDiffers("out", "another data set", other, sets[3]);
        }
        File.Delete(_temp["folder/hnsg-seed1/result.json"]);
        AssertDiffers("out", "one (drawn) there, and two (drawn) here", plan, sets[1]);
        // What the same data are called does not matter.
        Run("folder", plan, Named("another name", "11"));

        static Dataset Named(string name, string sum) =>
            Digits with
            {
                Name = name,
                Sha256 = new Dictionary<string, string> { ["images"] = sum },
            };
    }

    [Fact]
    public void Other_rates_than_those_that_were_searched_are_refused_before_anything_is_trained()
    {
        ComparisonPlan plan = Plan(["hnsg"], seeds: 1) with { LearningRates = [1e-6, 0.01], SearchEpochs = 4 };
        Run("folder", plan);
        AssertDiffers(
            "learning-rates",
            "this command gives 0.02,0.03",
            plan with
            {
                LearningRates = [0.02, 0.03],
            },
            Digits
        );
        AssertDiffers(
            "learning-rates",
            "this command gives 0.01,0.02",
            plan with
            {
                LearningRates = [0.01, 0.02],
            },
            Digits
        );
        AssertDiffers("learning-rate", "0.01", plan with { LearningRates = [], SearchEpochs = null }, Digits);
        AssertDiffers("search-epochs", "has 4, but", plan with { SearchEpochs = 2 }, Digits);
        Assert.Contains(
            "Learning rate: the one of 1E-06, 0.01 with the best validation accuracy for seed 1: hnsg 0.01.",
            File.ReadLines(_temp["folder/comparison.md"])
        );
    }

    [Fact]
    public void The_table_keeps_what_the_folder_has_already()
    {
        Run("folder", Plan(["hnsg", "weights"], seeds: 2));
        ComparisonTable table = Run("folder", Plan(["biprop", "weights"], seeds: 1));
        Assert.Equal(["biprop", "weights", "hnsg"], table.Rows.Select(row => row.Method));
        Assert.Equal([1, 2, 2], table.Rows.Select(row => row.Seeds.Count));
        string markdown = File.ReadAllText(_temp["folder/comparison.md"]);
        Assert.Contains("of 2 seeds, biprop of 1;", markdown, StringComparison.Ordinal);
        Assert.Contains("--methods biprop,weights,hnsg --seeds 2", table.Command, StringComparison.Ordinal);
        Assert.Contains(table.Command, markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_differ_by_seed_are_told_by_seed()
    {
        ComparisonTable table = Run("steps", Plan(["transfer"], seeds: 1));
        ComparisonRow row = table.Rows[0] with { Seeds = [1, 2, 3], Steps = [256, 16, 256] };
        Assert.Equal("256/16", ComparisonText.Cells(row)[1]);
        Assert.Contains(
            "T of transfer, chosen for each seed: 256 (seed 1), 16 (seed 2), 256 (seed 3).",
            ComparisonText.Footnotes(table with { Rows = [row] })
        );
        Assert.DoesNotContain(
            ComparisonText.Footnotes(table),
            note => note.StartsWith("T of", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_folder_of_a_run_is_refused()
    {
        Run("folder", Plan(["hnsg"], seeds: 1));
        var error = Assert.Throws<OptionException>(() => Run("folder/hnsg-seed1", Plan(["hnsg"], seeds: 1)));
        Assert.Equal("out", error.Option);
    }

    [Fact]
    public void Plans_that_cannot_be_run_are_refused_before_anything_is_trained()
    {
        ComparisonPlan plan = Plan(["hnsg"], seeds: 1);
        Refused("methods", plan with { Methods = [] });
        Refused("methods", plan with { Methods = ["hnsg", "hnsg"] });
        Refused("methods", plan with { Methods = ["hnsg", "weigths"] });
        Refused("seeds", plan with { Seeds = 0 });
        Refused("jobs", plan with { Jobs = 0 });
        Refused("threads", plan with { Threads = 0 });
        Refused("search-epochs", plan with { SearchEpochs = 0 });
        Refused("learning-rates", plan with { LearningRates = [0] });
        Refused("learning-rates", plan with { LearningRates = [0.1, 0.1] });
        Refused("search-epochs", plan with { SearchEpochs = 1 });
        Refused(
            "learning-rates",
            plan with
            {
                LearningRates = [0.1],
                Options = method => Options(method) with { Validation = 0 },
            }
        );
        Assert.False(Directory.Exists(_temp["refused"]));
    }

    private static void Stop(bool now, CancellationTokenSource source)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private void AssertDiffers(string option, string message, ComparisonPlan plan, Dataset dataset)
    {
        string[] before = Files();
        var error = Assert.Throws<OptionException>(() => Run("folder", plan, dataset));
        Assert.Equal(option, error.Option);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("another --out", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());

        string[] Files() =>
            [
                .. Directory
                    .EnumerateFiles(_temp["folder"], "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(file =>
                        $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"
                    ),
            ];
    }

    private void Refused(string option, ComparisonPlan plan) =>
        Assert.Equal(
            option,
            Assert.Throws<OptionException>(() => new Comparison(_temp["refused"], plan, Digits)).Option
        );

    [Theory]
    [InlineData("")]
    [InlineData("[[[[")]
    [InlineData("{}")]
    [InlineData("""{ "steps": 8, "macs": -1, "acs": 1 }""")]
    [InlineData("""{ "steps": 8, "macs": 1, "acs": 1e999 }""")]
    [InlineData("""{ "steps": "x", "macs": 1, "acs": 1 }""")]
    public void A_damaged_cost_is_counted_again(string text)
    {
        ComparisonPlan plan = Plan(["random"], seeds: 1);
        string table = Run("cost", plan).ToJson();
        File.WriteAllText(_temp["cost/random-seed1/cost.json"], text);
        Assert.Equal(table, Run("cost", plan).ToJson());
    }

    private ComparisonTable Run(string name, ComparisonPlan plan, Dataset? dataset = null) =>
        new Comparison(_temp[name], plan, dataset ?? Digits).Run(cancellation: TestContext.Current.CancellationToken);

    private static ComparisonPlan Plan(IReadOnlyList<string> methods, int seeds) =>
        new()
        {
            Methods = methods,
            Seeds = seeds,
            Options = Options,
            Threads = 1,
        };

    private static TrainingOptions Options(string method) =>
        TrainingChoices.WithMethod(
            new TrainingOptions
            {
                Hidden = [30],
                Keep = [0.2, 0.5],
                Epochs = 2,
                Batch = 28,
                Validation = 10,
            },
            method
        );

    private sealed class Listener(Action<ComparisonProgress> hear) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => hear(value);
    }
}
