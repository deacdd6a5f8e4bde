using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh topk</c>.</summary>
internal static class TopKCommand
{
    public static Command Create()
    {
        var command = new Command("topk", "Time the choice of the k largest |score| beside a full sort, and check it.");
        Option<int> scores = Values.Whole("--scores", "Scores, in 64…100,000,000; default 1,000,000.");
        Option<double> keep = Values.Real("--keep", "Kept fraction; default 0.5.");
        Option<int> repeat = Values.Whole("--repeat", "Selections that are timed; default 50.");
        foreach (Option option in (Option[])[scores, keep, repeat])
        {
            command.Options.Add(option);
        }
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            int count = BenchOptions.InRange(parsed, scores, 1_000_000, 64, 100_000_000);
            double fraction = parsed.GetResult(keep) is null ? 0.5 : parsed.GetValue(keep);
            if (!(fraction > 0 && fraction <= 1))
            {
                throw new OptionException("keep", FormattableString.Invariant($"{fraction} is not in (0, 1]"));
            }
            int times = BenchOptions.InRange(parsed, repeat, 50, 1, 10_000);
            Pinning pinning = ThreadPinning.Pin(1);
            using var benchmark = new TopKBenchmark(count, fraction, times);
            IReadOnlyList<TopKResult> results = benchmark.Run();
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(benchmark, results, pinning));
            }
            else
            {
                Show(benchmark, results, pinning);
            }
            return results.All(result => result.Exact) ? ExitCode.Done : ExitCode.Bug;
        });
        Help.Append(
            command,
            """
            Each case is checked against a sort of (|score|, index): every connection, ties included.

            Examples:
              ./bench.sh topk
              ./bench.sh topk --scores 8000000 --keep 0.1 --json
            """
        );
        return command;
    }

    private static JsonObject Json(TopKBenchmark benchmark, IReadOnlyList<TopKResult> results, Pinning pinning)
    {
        var cases = new JsonArray();
        foreach (TopKResult result in results)
        {
            var entry = new JsonObject { ["case"] = result.Name };
            result.Selection.WriteTo(entry);
            entry["sortMs"] = Spread.Rounded(result.Sort.Median);
            entry["timesAsFast"] = Math.Round(result.TimesAsFast, 1);
            entry["exact"] = result.Exact;
            cases.Add((JsonNode)entry);
        }
        return new JsonObject
        {
            ["benchmark"] = "topk",
            ["scores"] = benchmark.Count,
            ["keep"] = benchmark.Keep,
            ["repeat"] = benchmark.Repeat,
            ["cases"] = cases,
            ["pinned"] = pinning.Processors is not null,
            ["machine"] = Machine.Json(),
        };
    }

    private static void Show(TopKBenchmark benchmark, IReadOnlyList<TopKResult> results, Pinning pinning)
    {
        Console.WriteLine(
            FormattableString.Invariant(
                $"the {benchmark.Keep:N0} largest of {benchmark.Count:N0} |score|, one thread, {pinning.Text}"
            )
        );
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table("Case", "selection, ms", "Array.Sort, ms", "times as fast", "exact, with ties");
        foreach (TopKResult result in results)
        {
            table.Row(
                result.Name,
                FormattableString.Invariant($"{result.Selection.Median:F3}"),
                FormattableString.Invariant($"{result.Sort.Median:F2}"),
                FormattableString.Invariant($"{result.TimesAsFast:F1}"),
                result.Exact ? "yes" : "NO"
            );
        }
        Screen.Output.Write(table);
    }
}
