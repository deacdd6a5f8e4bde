using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Networks;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh kernels</c>.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var command = new Command("kernels", "Time every kernel of a training step by itself, beside what limits it.");
        var settings = new WorkSettings(command);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            StepWork work = settings.Read(parsed);
            if (work.Options.Encoding != InputEncoding.Rate || work.Options.Hidden.Count != 1)
            {
                throw new OptionException("hidden", "only rate-coded networks of one hidden layer are taken apart");
            }
            if (work.Threads != 1)
            {
                throw new OptionException("threads", "a kernel is timed on one thread");
            }
            Dataset data = StepWork.LoadData();
            Pinning pinning = ThreadPinning.Pin(1);
            double clock = Ceiling.MeasureClock();
            using var benchmark = new KernelBenchmark(work, data, Ceiling.MeasureAll());
            Spread step = benchmark.Step();
            IReadOnlyList<KernelTime> kernels = benchmark.Run();
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(work, data.Name, clock, step, kernels));
            }
            else
            {
                Show(work, data.Name, clock, step, kernels, pinning);
            }
            return ExitCode.Done;
        });
        Help.Append(
            command,
            """
            The least time is that of the resource a kernel needs most, at the rate that ./bench.sh ceiling measures.

            Examples:
              ./bench.sh kernels
              ./bench.sh kernels --hidden 100 --json
            """
        );
        return command;
    }

    private static JsonObject Json(
        StepWork work,
        string dataset,
        double clock,
        Spread step,
        IReadOnlyList<KernelTime> kernels
    )
    {
        var json = new JsonObject { ["benchmark"] = "kernels", ["dataset"] = dataset };
        work.WriteTo(json);
        json["gigahertz"] = Math.Round(clock, 3);
        json["stepMs"] = Spread.Rounded(step.Median);
        json["kernels"] = new JsonArray([
            .. kernels.Select(it =>
            {
                var entry = new JsonObject { ["kernel"] = it.Name, ["timesAStep"] = it.Times };
                it.Time.WriteTo(entry);
                entry["leastMs"] = it.Floor is { } floor ? Spread.Rounded(floor.Milliseconds) : null;
                entry["limit"] = it.Floor?.Need;
                return (JsonNode)entry;
            }),
        ]);
        json["machine"] = Machine.Json();
        return json;
    }

    private static void Show(
        StepWork work,
        string dataset,
        double clock,
        Spread step,
        IReadOnlyList<KernelTime> kernels,
        Pinning pinning
    )
    {
        Console.WriteLine(FormattableString.Invariant($"{work.Text(dataset)}; {pinning.Text}, {clock:F2} GHz"));
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table("Kernel", "ms in a step", "least ms", "of the limit", "what limits it");
        foreach (KernelTime it in kernels)
        {
            table.Row(
                it.Times == 1 ? it.Name : $"{it.Name}, {it.Times} times",
                FormattableString.Invariant($"{it.InStep:F3}"),
                it.Floor is { } floor ? FormattableString.Invariant($"{it.Times * floor.Milliseconds:F3}") : "",
                it.Reached is { } reached ? FormattableString.Invariant($"{reached * 100:F0} %") : "",
                it.Floor?.Need ?? ""
            );
        }
        Screen.Output.Write(table);
        Console.WriteLine(FormattableString.Invariant($"whole step {step.Median:F3} ms"));
    }
}
