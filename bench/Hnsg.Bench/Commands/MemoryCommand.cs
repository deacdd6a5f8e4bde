using System.CommandLine;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh memory</c>.</summary>
internal static class MemoryCommand
{
    private const double MostMegabytes = 200;
    private const double MostShare = 1.0 / 3;

    public static Command Create()
    {
        var command = new Command("memory", "Measure peak memory of training over T, beside hand-written PyTorch.");
        Option<IReadOnlyList<int>> steps = Values.Wholes(
            "--steps",
            "N,N,…",
            "Time steps, ascending, at least two; default 25,50,100,200."
        );
        command.Options.Add(steps);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            IReadOnlyList<int> chosen = parsed.GetValue(steps) ?? [25, 50, 100, 200];
            if (chosen.Count < 2 || chosen.Zip(chosen.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                throw new OptionException("steps", "at least two values, each above the one before, were expected");
            }
            MemoryGrowth growth = MemoryGrowth.Measure(chosen, Console.Error.WriteLine);
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(growth));
            }
            else
            {
                Show(growth);
            }
            return ExitCode.Done;
        });
        Help.Append(
            command,
            """
            The work is 784-1000-10, rate-coded, batch 128, one thread; the peak is that of a whole process, with the
            runtime and the data set. Each value comes from a process of its own.

            Examples:
              ./bench.sh memory
              ./bench.sh memory --steps 25,400 --json
            """
        );
        return command;
    }

    private static JsonObject Json(MemoryGrowth growth) =>
        new()
        {
            ["benchmark"] = "memory",
            ["points"] = new JsonArray([
                .. growth.Points.Select(point =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["steps"] = point.Steps,
                            ["peakMegabytes"] = point.Ours,
                            ["torchPeakMegabytes"] = point.Peer,
                        }
                ),
            ]),
            ["bytesPerNeuronStepAndSample"] = Math.Round(growth.OurBytes, 3),
            ["torchBytesPerNeuronStepAndSample"] = growth.PeerBytes is { } bytes ? Math.Round(bytes, 3) : null,
            ["shareOfTorchGrowth"] = growth.Share is { } share ? Math.Round(share, 4) : null,
            ["skipped"] = growth.Reason.Length > 0 ? growth.Reason : null,
            ["machine"] = Machine.Json(),
        };

    private static void Show(MemoryGrowth growth)
    {
        Console.WriteLine("784-1000-10, rate-coded, batch 128, one thread; peak memory of the whole process");
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table("T", "Hnsg, MB", "PyTorch, MB");
        foreach (MemoryPoint point in growth.Points)
        {
            table.Row(
                $"{point.Steps}",
                FormattableString.Invariant($"{point.Ours:F0}"),
                point.Peer is { } megabytes ? FormattableString.Invariant($"{megabytes:F0}") : growth.Reason
            );
        }
        table.Row(
            "bytes a neuron, step and sample",
            FormattableString.Invariant($"{growth.OurBytes:F2}"),
            growth.PeerBytes is { } bytes ? FormattableString.Invariant($"{bytes:F2}") : ""
        );
        Screen.Output.Write(table);
        if (growth.Points.FirstOrDefault(point => point.Steps == 25) is { } standard)
        {
            Verdict(
                $"{standard.Ours:F0} MB at T = 25; wanted: at most {MostMegabytes:F0}",
                standard.Ours <= MostMegabytes
            );
        }
        if (growth.Share is { } share)
        {
            Verdict($"{share:F3} of PyTorch's growth with T; wanted: at most {MostShare:F2}", share <= MostShare);
        }
    }

    private static void Verdict(FormattableString text, bool reached) =>
        Console.WriteLine($"{FormattableString.Invariant(text)}, {(reached ? "reached" : "MISSED")}");
}
