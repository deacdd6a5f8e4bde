using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh aot</c>.</summary>
internal static class AotCommand
{
    private const double MostTimes = 1.15;

    public static Command Create()
    {
        var command = new Command("aot", "Time the command compiled ahead of time beside the just-in-time build.");
        Option<string> set = Values.Text(
            "--instruction-set",
            "NAME",
            "Processor to compile for: native (default), x86-64-v3, x86-64-v4, …"
        );
        Option<int> repeat = Values.Whole("--repeat", "Trainings by each build, in turn; default 3.");
        command.Options.Add(set);
        command.Options.Add(repeat);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            int times = BenchOptions.InRange(parsed, repeat, 3, 1, 100);
            string instructions = parsed.GetValue(set) ?? "native";
            Console.Error.WriteLine("compiling ahead of time; takes about a minute …");
            string[] native = AheadOfTimeBuild.Publish(instructions);
            string dataset = StepWork.LoadData().Name;
            List<(BuildRun Native, BuildRun Jit)> runs = [];
            for (int i = 0; i < times; i++)
            {
                Console.Error.WriteLine($"training {i + 1} of {times} by both builds …");
                runs.Add((BuildRun.Measure(native, dataset), BuildRun.Measure(AheadOfTimeBuild.JustInTime, dataset)));
            }
            bool same = runs.All(run =>
                run.Native.Model.AsSpan().SequenceEqual(run.Jit.Model) && run.Native.Answers == run.Jit.Answers
            );
            JsonObject result = Json(runs, instructions, dataset, same);
            if (parsed.GetValue(json))
            {
                JsonText.Print(result);
            }
            else
            {
                Show(runs, instructions, dataset, same);
            }
            return same ? ExitCode.Done : ExitCode.Bug;
        });
        Help.Append(
            command,
            """
            Both builds train 784-1000-10, rate-coded, T = 25, batch 128, for five epochs of 12,800 samples on one
            thread, and the last epoch is timed; then they predict 100 samples, timed from the start of the process.
            Threads are not pinned: the runtime needs a processor for its compiler while it trains.
            It needs gcc and zlib's headers (Debian: gcc libc6-dev zlib1g-dev).

            Examples:
              ./bench.sh aot
              ./bench.sh aot --instruction-set x86-64-v3 --json
            """
        );
        return command;
    }

    private static (double Native, double Jit) Median(
        List<(BuildRun Native, BuildRun Jit)> runs,
        Func<BuildRun, double> value
    ) =>
        (
            new Spread(runs.Select(run => value(run.Native))).Median,
            new Spread(runs.Select(run => value(run.Jit))).Median
        );

    private static JsonObject Json(
        List<(BuildRun Native, BuildRun Jit)> runs,
        string instructions,
        string dataset,
        bool same
    )
    {
        (double nativeStep, double jitStep) = Median(runs, run => run.StepMilliseconds);
        (double nativePredict, double jitPredict) = Median(runs, run => run.PredictSeconds);
        return new JsonObject
        {
            ["benchmark"] = "aot",
            ["dataset"] = dataset,
            ["instructionSet"] = instructions,
            ["repeat"] = runs.Count,
            ["stepMs"] = Spread.Rounded(nativeStep),
            ["jitStepMs"] = Spread.Rounded(jitStep),
            ["timesJitStep"] = Math.Round(nativeStep / jitStep, 3),
            ["predictSeconds"] = Spread.Rounded(nativePredict),
            ["jitPredictSeconds"] = Spread.Rounded(jitPredict),
            ["sameBytes"] = same,
            ["machine"] = Machine.Json(),
        };
    }

    private static void Show(List<(BuildRun Native, BuildRun Jit)> runs, string instructions, string dataset, bool same)
    {
        Console.WriteLine(
            $"784-1000-10 on {dataset}, rate-coded, T = 25, batch 128, one thread; compiled for {instructions}"
        );
        Console.WriteLine(Machine.Text);
        (double nativeStep, double jitStep) = Median(runs, run => run.StepMilliseconds);
        (double nativePredict, double jitPredict) = Median(runs, run => run.PredictSeconds);
        Table table = Screen.Table("", "ahead of time", "just in time", "ratio");
        Row("train: ms a step", nativeStep, jitStep);
        Row("train: images/s", 128_000 / nativeStep, 128_000 / jitStep);
        Row("predict: s, start to 100 answers", nativePredict, jitPredict);
        Screen.Output.Write(table);
        Console.WriteLine(same ? "models and answers have the same bytes" : "MODELS OR ANSWERS DIFFER");
        Console.WriteLine(
            FormattableString.Invariant(
                $"a step takes {nativeStep / jitStep:F2} × the JIT's time; wanted: at most {MostTimes}, {(nativeStep <= MostTimes * jitStep ? "reached" : "MISSED")}"
            )
        );

        void Row(string name, double native, double jit) =>
            table.Row(name, Text(native), Text(jit), FormattableString.Invariant($"{native / jit:F2}"));
    }

    private static string Text(double value) =>
        value.ToString(value >= 1000 ? "N0" : "F3", System.Globalization.CultureInfo.InvariantCulture);
}
