using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh sweep</c>.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var command = new Command("sweep", "Time a sweep of short runs, one after another and side by side.");
        Option<int> runs = Values.Whole("--runs", "Runs, in 2…10,000; default 64.");
        Option<int> jobs = Values.Whole("--jobs", "Runs side by side, in 2…256; default one a processor.");
        command.Options.Add(runs);
        command.Options.Add(jobs);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            int count = BenchOptions.InRange(parsed, runs, 64, 2, 10_000);
            int together = BenchOptions.InRange(parsed, jobs, Math.Max(2, Environment.ProcessorCount), 2, 256);
            SweepTimes times = SweepTimes.Measure(count, together);
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(times));
            }
            else
            {
                Show(times);
            }
            return times.Same ? ExitCode.Done : ExitCode.Bug;
        });
        Help.Append(
            command,
            """
            A run is 784-256-10 on 2,000 embedded digits for two epochs, with one thread, in a folder of its own. The tables of
            both sweeps must be the same.

            Examples:
              ./bench.sh sweep
              ./bench.sh sweep --runs 256 --jobs 16 --json
            """
        );
        return command;
    }

    private static JsonObject Json(SweepTimes times) =>
        new()
        {
            ["benchmark"] = "sweep",
            ["runs"] = times.Runs,
            ["oneJobSeconds"] = Math.Round(times.One.TotalSeconds, 3),
            ["jobs"] = times.Jobs,
            ["jobsSeconds"] = Math.Round(times.Together.TotalSeconds, 3),
            ["timesAsFast"] = Math.Round(times.TimesAsFast, 2),
            ["same"] = times.Same,
            ["machine"] = Machine.Json(),
        };

    private static void Show(SweepTimes times)
    {
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table(Counted.Of(times.Runs, "run"), "seconds", "times as fast");
        table.Row("--jobs 1", Numbers.Seconds(times.One.TotalSeconds), "1");
        table.Row(
            $"--jobs {times.Jobs}",
            Numbers.Seconds(times.Together.TotalSeconds),
            FormattableString.Invariant($"{times.TimesAsFast:F2}")
        );
        Screen.Output.Write(table);
        Console.WriteLine(times.Same ? "Both tables are the same but for times." : "The tables DIFFER.");
    }
}
