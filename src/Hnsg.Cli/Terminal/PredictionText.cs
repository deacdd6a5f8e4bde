using System.Text.Json.Nodes;
using Hnsg.Inference;
using Hnsg.Networks;

namespace Hnsg.Cli.Terminal;

/// <summary>An answer of a network, with the votes of each class.</summary>
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
        int most = Math.Max(1, answer.Votes.Max());
        for (int c = 0; c < classes; c++)
        {
            string bar = new('█', answer.Votes[c] * Width / most);
            string line = $"  {Name(network, c).PadRight(widest)}  {answer.Votes[c], 4}  {bar}";
            output.WriteLine(line.TrimEnd());
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
        c < network.Metadata.Classes.Count
            ? network.Metadata.Classes[c]
            : c.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
