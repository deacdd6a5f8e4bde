using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Bench.Peers;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Networks;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh peers</c>.</summary>
internal static class PeersCommand
{
    public static Command Create()
    {
        var command = new Command("peers", "Time the same training step in Hnsg and in other frameworks, in one run.");
        command.Subcommands.Add(PeersInferCommand.Create());
        var settings = new WorkSettings(command);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            StepWork work = settings.Read(parsed);
            if (settings.FromPreset(parsed) || work.Options.Encoding != InputEncoding.Rate)
            {
                throw new OptionException(
                    "encoding",
                    "the peers' scripts are rate-coded; leave --preset and --encoding out"
                );
            }
            if (work.Options.Hidden.Count != 1 || work.Options.Keep.Count != 1)
            {
                throw new OptionException("hidden", "the peers' scripts have one hidden layer and one kept fraction");
            }
            // Ours first: it pins the threads, and the peers inherit that.
            StepResult ours = work.Measure(StepWork.LoadData());
            List<(Peer Peer, PeerAnswer Answer)> theirs = [];
            foreach (Peer peer in Peer.Steps)
            {
                Console.Error.WriteLine($"running {peer.Name} …");
                theirs.Add((peer, PeerProcess.Run(peer, Arguments(work))));
            }
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(ours, theirs));
            }
            else
            {
                Show(ours, theirs);
            }
            return theirs.Any(it => it.Answer.Json is not null) ? ExitCode.Done : ExitCode.Input;
        });
        Help.Append(
            command,
            """
            A framework that is not installed is left out. PYTHON names the Python to use; Debian's python3-torch with
            libopenblas0-pthread is enough for hand-written PyTorch.

            Examples:
              ./bench.sh peers
              ./bench.sh peers --hidden 100 --threads 2
              PYTHON=~/snn/bin/python ./bench.sh peers --json
              ./bench.sh peers infer                     one image at a time, in place of the step
            """
        );
        return command;
    }

    private static string[] Arguments(StepWork work) =>
        [
            .. new (string Name, double Value)[]
            {
                ("hidden", work.Options.Hidden[0]),
                ("steps", work.Options.Steps),
                ("batch", work.Options.Batch),
                ("keep", work.Options.Keep[0]),
                ("threads", work.Threads),
                ("repeat", Math.Clamp(work.Repeat, 1, 30)),
            }.SelectMany(it => (string[])[$"--{it.Name}", it.Value.ToString(CultureInfo.InvariantCulture)]),
        ];

    private static JsonObject Json(StepResult ours, List<(Peer Peer, PeerAnswer Answer)> theirs)
    {
        var peers = new JsonArray();
        foreach ((Peer peer, PeerAnswer answer) in theirs)
        {
            JsonObject entry = answer.Json ?? new JsonObject { ["skipped"] = answer.Reason };
            entry["name"] = peer.Name;
            if (answer.Number("medianMs") is { } median)
            {
                entry["timesAsLong"] = Math.Round(median / ours.Total.Median, 2);
            }
            peers.Add((JsonNode)entry);
        }
        return new JsonObject
        {
            ["benchmark"] = "peers",
            ["hnsg"] = ours.Json(),
            ["peers"] = peers,
        };
    }

    private static void Show(StepResult ours, List<(Peer Peer, PeerAnswer Answer)> theirs)
    {
        Console.WriteLine($"{ours.Work.Text(ours.Dataset)}; {ours.Pinning.Text}");
        Console.WriteLine(Machine.Text);
        Table table = Screen.Table("System", "ms a step, median", "times as long", "peak MB");
        table.Row("Hnsg", Two(ours.Total.Median), "1", Whole(ours.PeakMegabytes));
        foreach ((Peer peer, PeerAnswer answer) in theirs)
        {
            if (answer.Number("medianMs") is { } median)
            {
                string name = (string?)answer.Json!["system"] ?? peer.Name;
                table.Row(
                    name,
                    Two(median),
                    Two(median / ours.Total.Median),
                    Whole(answer.Number("peakMegabytes") ?? 0)
                );
            }
            else
            {
                table.Row(peer.Name, "–", "–", answer.Reason);
            }
        }
        Screen.Output.Write(table);
    }

    private static string Two(double value) => FormattableString.Invariant($"{value:F2}");

    private static string Whole(double value) => FormattableString.Invariant($"{value:F0}");
}
