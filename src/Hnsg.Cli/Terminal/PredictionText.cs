using System.Globalization;
using System.Text.Json.Nodes;
using Hnsg.Engine;
using Hnsg.Networks;

namespace Hnsg.Cli.Terminal;

/// <summary>An answer of a network, with the votes of each class, or their membranes where output neurons never spike.</summary>
internal static class PredictionText
{
    private const int WidestBar = 30;
    private const int NarrowestBar = 8;

    public static void Show(TrainedNetwork network, PredictionInput input, SpikeRecording answer)
    {
        TextWriter output = Console.Out;
        string truth =
            input.Label is not { } label ? ""
            : label == answer.Class ? " (right)"
            : $" (wrong: the label is {Name(network, label)})";
        output.WriteLine($"{input.Name}: {Name(network, answer.Class)}{truth}");
        if (Notice(network, input, answer) is { } notice)
        {
            output.WriteLine($"  notice: {notice}");
        }
        Screen.Output.Write(Votes(network, answer));
        if (network.Spec.ReadsMembranes)
        {
            output.WriteLine(
                network.Spec.HasSpikes
                    ? "  final membranes, in thresholds: the output neurons never spike, so the highest membrane wins"
                    : "  outputs (the highest wins)"
            );
        }
        if (!network.Spec.HasSpikes)
        {
            return;
        }
        string spikes = string.Join(
            ", ",
            Enumerable.Range(0, answer.Layers).Select(l => $"layer {l + 1} {Numbers.Count(answer.Spikes(l).Count)}")
        );
        output.WriteLine($"  spikes in {Counted.Of(network.Spec.Steps, "step")}: {spikes}");
    }

    public static JsonObject Json(TrainedNetwork network, PredictionInput input, SpikeRecording answer) =>
        new()
        {
            ["input"] = input.Name,
            ["class"] = answer.Class,
            ["name"] = Name(network, answer.Class),
            ["label"] = input.Label,
            ["notice"] = Notice(network, input, answer),
            ["votes"] = new JsonArray([.. answer.Votes.Select(votes => (JsonNode)votes)]),
            ["finalMembranes"] = new JsonArray([.. answer.FinalMembranes.Select(membrane => (JsonNode)membrane)]),
            ["spikes"] = new JsonArray([
                .. Enumerable.Range(0, answer.Layers).Select(l => (JsonNode)answer.Spikes(l).Count),
            ]),
        };

    // Why the answer says nothing of the picture; null where it does.
    private static string? Notice(TrainedNetwork network, PredictionInput input, SpikeRecording answer) =>
        !input.Pixels.Span.ContainsAnyExcept((byte)0)
            ? "every pixel is 0, so the network sees nothing and its answer is meaningless. Pictures must be light on "
                + "black; transparency is ignored"
        : !answer.ReadsMembranes && answer.Votes.All(votes => votes == 0)
            ? "no output neuron spiked, so there are no votes; the class is that of the highest final membrane"
        : null;

    private static Table Votes(TrainedNetwork network, SpikeRecording answer)
    {
        bool membranes = answer.ReadsMembranes;
        double threshold = Threshold(network);
        double[] values =
        [
            .. answer.Votes.Select((votes, c) => membranes ? answer.FinalMembranes[c] / threshold : votes),
        ];
        string[] names = [.. values.Select((_, c) => Name(network, c))];
        int room = Screen.Output.Width is { } width ? width - names.Max(CellWidth.Of) - 20 : WidestBar;
        int bar = Math.Clamp(room, NarrowestBar, WidestBar);
        double most = values.Max() > 0 ? values.Max() : 1;
        Table table = Screen.Table("class", membranes ? "membrane" : "votes", "");
        foreach ((string name, double value) in names.Zip(values))
        {
            table.Row(
                name,
                value.ToString(membranes ? "F3" : "F0", CultureInfo.InvariantCulture).PadLeft(membranes ? 8 : 5),
                new string('█', Math.Max(0, (int)(value * bar / most)))
            );
        }
        return table;
    }

    // Of the output neurons, in the unit of their membranes.
    private static double Threshold(TrainedNetwork network)
    {
        int last = network.Spec.Layers.Count - 1;
        return network is RealNetwork
            ? network.Spec.Layers[last].Lif.Threshold
            : Math.Max(1, network.Spec.Threshold(last));
    }

    private static string Name(TrainedNetwork network, int c) =>
        c < network.Metadata.Classes.Count ? network.Metadata.Classes[c] : c.ToString(CultureInfo.InvariantCulture);
}
