using System.Text.Json;
using System.Text.Json.Nodes;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Cli.Terminal;

/// <summary>What a model is, for people and as JSON.</summary>
internal static class ModelText
{
    public static void Show(string path, HiddenNetwork network, ModelSummary summary)
    {
        NetworkSpec spec = network.Spec;
        Table model = Screen.Table("Model", path);
        model.Row("bytes", Numbers.Count(summary.FileBytes));
        model.Row("layers", string.Join('-', summary.Layers.Select(layer => layer.Neurons).Prepend(spec.Inputs)));
        model.Row("kept connections", Numbers.Count(summary.Kept));
        model.Row("steps", Numbers.Count(spec.Steps));
        model.Row("encoding", Kebab(spec.Encoding));
        model.Row("weights", $"{Kebab(spec.Weights)}, from seed {spec.Seed}");
        model.Row("fraction bits", Numbers.Count(spec.FractionBits));
        ModelMetadata metadata = network.Metadata;
        model.Row("trained on", metadata.Dataset ?? "unknown");
        model.Row("pictures", metadata is { Width: { } w, Height: { } h } ? $"{w} × {h}" : "unknown");
        model.Row("classes", metadata.Classes.Count > 0 ? string.Join(", ", metadata.Classes) : "not named");
        Screen.Output.Write(model);

        Table layers = Screen.Table(
            "Layer",
            "Inputs",
            "Neurons",
            "Kept",
            "Fraction",
            "Θ",
            "Scale",
            "Neuron",
            "Decay",
            "Reset",
            "Bits/connection",
            "Dead inputs",
            "Dead neurons"
        );
        for (int l = 0; l < summary.Layers.Count; l++)
        {
            LayerSummary layer = summary.Layers[l];
            layers.Row(
                Numbers.Count(l + 1),
                Numbers.Count(layer.Inputs),
                Numbers.Count(layer.Neurons),
                Numbers.Count(layer.Kept),
                Numbers.Small(layer.KeptFraction),
                Numbers.Count(layer.Threshold),
                Numbers.Small(layer.Scale),
                Neuron(spec.Layers[l].Lif),
                spec.Layers[l].Lif.Kind == NeuronKind.If ? "none" : $"1 − 2^−{spec.Layers[l].Lif.DecayShift}",
                Kebab(spec.Layers[l].Lif.Reset),
                Numbers.Small(layer.BitsPerConnection),
                Numbers.Count(layer.DeadInputs),
                Numbers.Count(layer.DeadNeurons)
            );
        }
        Screen.Output.Write(layers);
    }

    public static JsonObject Json(string path, HiddenNetwork network, ModelSummary summary)
    {
        NetworkSpec spec = network.Spec;
        return new JsonObject
        {
            ["model"] = path,
            ["bytes"] = summary.FileBytes,
            ["inputs"] = spec.Inputs,
            ["classes"] = spec.Classes,
            ["seed"] = spec.Seed,
            ["steps"] = spec.Steps,
            ["encoding"] = Kebab(spec.Encoding),
            ["weights"] = Kebab(spec.Weights),
            ["fractionBits"] = spec.FractionBits,
            ["connections"] = summary.Kept,
            ["layers"] = new JsonArray([.. summary.Layers.Select((layer, l) => Json(layer, spec.Layers[l]))]),
            ["metadata"] = new JsonObject
            {
                ["dataset"] = network.Metadata.Dataset,
                ["width"] = network.Metadata.Width,
                ["height"] = network.Metadata.Height,
                ["classes"] = new JsonArray([.. network.Metadata.Classes.Select(name => (JsonNode)name)]),
            },
        };
    }

    private static JsonObject Json(LayerSummary layer, LayerSpec spec) =>
        new()
        {
            ["inputs"] = layer.Inputs,
            ["neurons"] = layer.Neurons,
            ["kept"] = layer.Kept,
            ["keptFraction"] = layer.KeptFraction,
            ["integerThreshold"] = layer.Threshold,
            ["threshold"] = spec.Lif.Threshold,
            ["gain"] = spec.Gain,
            ["scale"] = layer.Scale,
            ["neuron"] = spec.Lif.Kind.Name,
            ["decayShift"] = spec.Lif.Kind == NeuronKind.If ? null : spec.Lif.DecayShift,
            ["synapseShift"] = spec.Lif.Kind == NeuronKind.Cuba ? spec.Lif.SynapseShift : null,
            ["reset"] = Kebab(spec.Lif.Reset),
            ["maskBytes"] = layer.MaskBytes,
            ["bitsPerConnection"] = layer.BitsPerConnection,
            ["deadInputs"] = layer.DeadInputs,
            ["deadNeurons"] = layer.DeadNeurons,
        };

    private static string Neuron(LifSpec lif) =>
        lif.Kind == NeuronKind.Cuba ? $"cuba, current 1 − 2^−{lif.SynapseShift}" : lif.Kind.Name;

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
