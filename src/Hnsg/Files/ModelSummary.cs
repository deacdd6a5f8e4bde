using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>Counts for a model: layer by layer, and the size of its file.</summary>
public sealed record ModelSummary
{
    /// <summary>Bytes of the model file.</summary>
    public required int FileBytes { get; init; }

    /// <summary>The layers in order.</summary>
    public required IReadOnlyList<LayerSummary> Layers { get; init; }

    /// <summary>Kept connections of all layers.</summary>
    public long Kept => Layers.Sum(layer => layer.Kept);

    /// <summary>Counts a network.</summary>
    public static ModelSummary Of(HiddenNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ModelSummary
        {
            FileBytes = ModelFile.ToBytes(network).Length,
            Layers = [.. Enumerable.Range(0, network.Masks.Count).Select(layer => Of(network, layer))],
        };
    }

    private static LayerSummary Of(HiddenNetwork network, int layer)
    {
        Mask mask = network.Masks[layer];
        var inputs = new bool[mask.Rows];
        var neurons = new bool[mask.Columns];
        for (int input = 0; input < mask.Rows; input++)
        {
            for (int neuron = 0; neuron < mask.Columns; neuron++)
            {
                if (mask[input, neuron])
                {
                    inputs[input] = neurons[neuron] = true;
                }
            }
        }
        return new LayerSummary
        {
            Inputs = mask.Rows,
            Neurons = mask.Columns,
            Kept = mask.Kept,
            KeptFraction = (double)mask.Kept / mask.Connections,
            Threshold = network.Spec.Threshold(layer),
            Scale = network.Spec.Scale(layer),
            MaskBytes = ModelFile.MaskBytes(network, layer).Length,
            DeadInputs = inputs.Count(used => !used),
            DeadNeurons = neurons.Count(used => !used),
        };
    }
}
