using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hnsg.Bench.Measuring;
using Hnsg.Bench.Peers;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh peers infer</c>.</summary>
internal static class PeersInferCommand
{
    public static Command Create()
    {
        var command = new Command("infer", "Time one image at a time in Hnsg and in PyTorch, in one run.");
        var settings = new InferSettings(command);
        Option<bool> json = BenchOptions.Json(command);
        command.SetAction(parsed =>
        {
            InferWork work = settings.Read(parsed) with { Threads = 1 };
            InferResult ours = work.Measure();
            if (ours.Network.Layers is not [_, { Neurons: 10 }] || ours.Network.Inputs != 784)
            {
                throw new OptionException("hidden", "the peer's script has one hidden layer between 784 and 10");
            }
            Console.Error.WriteLine($"running {Peer.TorchInfer.Name} …");
            PeerAnswer theirs = PeerProcess.Run(Peer.TorchInfer, Arguments(ours));
            if (parsed.GetValue(json))
            {
                JsonText.Print(Json(ours, theirs));
            }
            else
            {
                Show(ours, theirs);
            }
            return theirs.Json is null ? ExitCode.Input : ExitCode.Done;
        });
        Help.Append(
            command,
            """
            Both sides encode, run all steps and decide, on one thread. The peer's time is that of its fastest variant.

            Examples:
              ./bench.sh peers infer
              ./bench.sh peers infer --preset default --json
            """
        );
        return command;
    }

    private static string[] Arguments(InferResult ours) =>
        [
            "--encoding",
            ours.Encoding,
            .. new (string Name, double Value)[]
            {
                ("hidden", ours.Network.Layers[0].Neurons),
                ("steps", ours.Network.Steps),
                ("keep", ours.Network.Layers[0].Keep),
                ("keep-output", ours.Network.Layers[1].Keep),
                ("threads", 1),
            }.SelectMany(it => (string[])[$"--{it.Name}", it.Value.ToString(CultureInfo.InvariantCulture)]),
        ];

    private static JsonObject Json(InferResult ours, PeerAnswer theirs)
    {
        JsonObject peer = theirs.Json ?? new JsonObject { ["skipped"] = theirs.Reason };
        if (theirs.Number("microseconds") is { } time)
        {
            peer["timesAsLong"] = Math.Round(time / (ours.Full.Median * 1000), 2);
        }
        return new JsonObject
        {
            ["benchmark"] = "peers infer",
            ["hnsg"] = ours.Json(),
            ["peer"] = peer,
        };
    }

    private static void Show(InferResult ours, PeerAnswer theirs)
    {
        Console.WriteLine($"{ours.Text}, one image at a time; {ours.Pinning.Text}");
        Console.WriteLine(Machine.Text);
        double full = ours.Full.Median * 1000;
        Table table = Screen.Table("System", "µs an image", "images/s", "times as long");
        table.Row("Hnsg, class and votes", Two(full), Whole(1e6 / full), "1");
        if (theirs.Json?["variants"] is JsonObject variants)
        {
            foreach ((string name, JsonNode? value) in variants.OrderBy(variant => (double)variant.Value!))
            {
                double time = (double)value!;
                table.Row($"{Peer.TorchInfer.Name}, {name}", Two(time), Whole(1e6 / time), Two(time / full));
            }
        }
        else
        {
            table.Row(Peer.TorchInfer.Name, "–", "–", theirs.Reason);
        }
        Screen.Output.Write(table);
    }

    private static string Two(double value) => FormattableString.Invariant($"{value:F2}");

    private static string Whole(double value) => FormattableString.Invariant($"{value:N0}");
}
