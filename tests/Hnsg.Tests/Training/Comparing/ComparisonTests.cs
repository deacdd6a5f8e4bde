using System.Text.Json;
using Hnsg.Data;
using Hnsg.Tests.Data;
using Hnsg.Training;
using Hnsg.Training.Comparing;
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

    [Fact]
    public void A_folder_with_other_options_is_refused()
    {
        ComparisonPlan plan = Plan(["hnsg"], seeds: 1);
        Run("folder", plan);
        var error = Assert.ThrowsAny<Exception>(() =>
            Run("folder", plan with { Options = method => Options(method) with { Batch = 10 } })
        );
        Assert.True(error is OptionException or InputException, error.ToString());
        Assert.Contains("batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_that_cannot_be_run_are_refused_before_anything_is_trained()
    {
        ComparisonPlan plan = Plan(["hnsg"], seeds: 1);
        Refused("methods", plan with { Methods = [] });
        Refused("methods", plan with { Methods = ["hnsg", "hnsg"] });
        Refused("method", plan with { Methods = ["hnsg", "weigths"] });
        Refused("seeds", plan with { Seeds = 0 });
        Refused("jobs", plan with { Jobs = 0 });
        Refused("threads", plan with { Threads = 0 });
        Refused("search-epochs", plan with { SearchEpochs = 0 });
        Refused("learning-rate", plan with { LearningRates = [0] });
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

    private void Refused(string option, ComparisonPlan plan) =>
        Assert.Equal(
            option,
            Assert.Throws<OptionException>(() => new Comparison(_temp["refused"], plan, Digits)).Option
        );

    private ComparisonTable Run(string name, ComparisonPlan plan) =>
        new Comparison(_temp[name], plan, Digits).Run(cancellation: TestContext.Current.CancellationToken);

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
