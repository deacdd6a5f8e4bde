using System.Text.Json;
using System.Text.Json.Nodes;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Cli.Terminal;

/// <summary>What a network is that is more than a seed and masks.</summary>
internal static class WeightText
{
    public static void Show(string path, TrainedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        Table table = Screen.Table("Model", "");
        table.Row("file", path);
        table.Row("method", Method(network));
        table.Row("bytes", Numbers.Count(network.ToBytes().Length));
        table.Row("connections", Numbers.Count(network.Connections));
        string steps = spec.HasSpikes ? $", {Counted.Of(spec.Steps, "step")}" : "";
        table.Row("input", $"{Counted.Of(spec.Inputs, "pixel")}, {Kebab(spec.Encoding)}{steps}");
        if (network.Metadata.Dataset is { } dataset)
        {
            table.Row("trained on", dataset);
        }
        Screen.Output.Write(table);
        string[] spiking = spec.HasSpikes ? ["β", "θ", "reset"] : [];
        Table layers = Screen.Table(["layer", "inputs", "neurons", "connections", "stored", "neuron", .. spiking]);
        for (int l = 0; l < spec.Layers.Count; l++)
        {
            LifSpec lif = spec.Layers[l].Lif;
            layers.Row([
                Numbers.Count(l + 1),
                Numbers.Count(spec.FanIn(l)),
                Numbers.Count(spec.Layers[l].Neurons),
                Numbers.Count(Connections(network, l)),
                Stored(network, l),
                lif.Kind.Name,
                .. spec.HasSpikes
                    ? [Numbers.Small(lif.Beta), Numbers.Small(lif.Threshold), Kebab(lif.Reset)]
                    : (string[])[],
            ]);
        }
        Screen.Output.Write(layers);
    }

    public static JsonObject Json(string path, TrainedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        var layers = new JsonArray();
        for (int l = 0; l < spec.Layers.Count; l++)
        {
            LifSpec lif = spec.Layers[l].Lif;
            layers.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["inputs"] = spec.FanIn(l),
                        ["neurons"] = spec.Layers[l].Neurons,
                        ["connections"] = Connections(network, l),
                        ["stored"] = Stored(network, l),
                        ["neuron"] = lif.Kind.Name,
                        ["beta"] = spec.HasSpikes ? lif.Beta : null,
                        ["alpha"] = spec.HasSpikes ? lif.Alpha : null,
                        ["threshold"] = spec.HasSpikes ? lif.Threshold : null,
                        ["reset"] = spec.HasSpikes ? Kebab(lif.Reset) : null,
                    }
            );
        }
        return new JsonObject
        {
            ["model"] = path,
            ["method"] = Method(network),
            ["bytes"] = network.ToBytes().Length,
            ["inputs"] = spec.Inputs,
            ["classes"] = spec.Classes,
            ["seed"] = spec.Seed,
            ["steps"] = spec.Steps,
            ["encoding"] = Kebab(spec.Encoding),
            ["connections"] = network.Connections,
            ["layers"] = layers,
            ["metadata"] = new JsonObject { ["dataset"] = network.Metadata.Dataset },
        };
    }

    private static string Method(TrainedNetwork network) => network is RealNetwork real ? real.Method : "signed";

    private static string Stored(TrainedNetwork network, int layer) =>
        network is not RealNetwork real ? "mask and signs"
        : real.Weights[layer].Values is null ? "mask"
        : real.Weights[layer].Mask is null ? "weights"
        : "mask and weights";

    private static long Connections(TrainedNetwork network, int layer) =>
        network switch
        {
            RealNetwork real => real.Weights[layer].Mask?.Kept ?? real.Spec.Connections(layer),
            SignedNetwork signed => signed.Masks[layer].Kept,
            _ => network.Spec.KeptConnections(layer),
        };

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
