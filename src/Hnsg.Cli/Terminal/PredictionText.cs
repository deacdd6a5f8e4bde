using System.Globalization;
using System.Text.Json.Nodes;
using Hnsg.Inference;
using Hnsg.Networks;

namespace Hnsg.Cli.Terminal;

/// <summary>An answer of a network, with the votes of each class, or their membranes where output neurons never spike.</summary>
internal static class PredictionText
{
    private const int Width = 30;

    public static void Show(HiddenNetwork network, PredictionInput input, Classification answer)
    {
        TextWriter output = Console.Out;
        string truth =
            input.Label is not { } label ? ""
            : label == answer.Class ? " (right)"
            : $" (wrong: it is {Name(network, label)})";
        output.WriteLine($"{input.Name}: {Name(network, answer.Class)}{truth}");
        int classes = answer.Votes.Count;
        int widest = Enumerable.Range(0, classes).Max(c => Name(network, c).Length);
        bool membranes = network.Spec.ReadsMembranes;
        double threshold = Math.Max(1, network.Spec.Threshold(network.Spec.Layers.Count - 1));
        double[] values =
        [
            .. Enumerable
                .Range(0, classes)
                .Select(c => membranes ? answer.FinalMembranes[c] / threshold : answer.Votes[c]),
        ];
        double most = values.Max() > 0 ? values.Max() : 1;
        for (int c = 0; c < classes; c++)
        {
            string bar = new('█', Math.Max(0, (int)(values[c] * Width / most)));
            string value = values[c].ToString(membranes ? "F3" : "F0", CultureInfo.InvariantCulture);
            string line = $"  {Name(network, c).PadRight(widest)}  {value.PadLeft(membranes ? 8 : 4)}  {bar}";
            output.WriteLine(line.TrimEnd());
        }
        if (membranes)
        {
            output.WriteLine(
                "  last membranes, in thresholds: the output neurons never spike, the highest membrane wins"
            );
        }
        string spikes = string.Join(
            ", ",
            answer.Spikes.Select((count, layer) => $"layer {layer + 1} {Numbers.Count(count)}")
        );
        output.WriteLine($"  spikes in {Counted.Of(network.Spec.Steps, "step")}: {spikes}");
    }

    public static JsonObject Json(HiddenNetwork network, PredictionInput input, Classification answer) =>
        new()
        {
            ["input"] = input.Name,
            ["class"] = answer.Class,
            ["name"] = Name(network, answer.Class),
            ["label"] = input.Label,
            ["votes"] = new JsonArray([.. answer.Votes.Select(votes => (JsonNode)votes)]),
            ["finalMembranes"] = new JsonArray([.. answer.FinalMembranes.Select(membrane => (JsonNode)membrane)]),
            ["spikes"] = new JsonArray([.. answer.Spikes.Select(count => (JsonNode)count)]),
        };

    private static string Name(HiddenNetwork network, int c) =>
        c < network.Metadata.Classes.Count ? network.Metadata.Classes[c] : c.ToString(CultureInfo.InvariantCulture);
}
