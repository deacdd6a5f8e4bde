using Hnsg.Networks;
using Hnsg.Nir.Hdf5;

namespace Hnsg.Nir;

/// <summary>Finds the hidden network in the numbers of a file that this library has written.</summary>
internal static class NirHidden
{
    /// <summary>The network, or null where a number is not what the spec and any masks would make it.</summary>
    public static HiddenNetwork? TryRead(NetworkSpec spec, ModelMetadata metadata, List<NirReadLayer> layers)
    {
        if (layers.Count != spec.Layers.Count)
        {
            return null;
        }
        var masks = new Mask[layers.Count];
        for (int l = 0; l < masks.Length; l++)
        {
            if (
                layers[l].Inputs != spec.FanIn(l)
                || layers[l].Neurons != spec.Layers[l].Neurons
                || Kept(spec, l, layers[l]) is not { } mask
            )
            {
                return null;
            }
            masks[l] = mask;
        }
        var network = new HiddenNetwork(spec, masks) { Metadata = metadata };
        return Enumerable.Range(0, masks.Length).All(l => Same(NirLayer.Of(network, l), layers[l])) ? network : null;
    }

    // A connection whose weight is drawn as 0 does nothing, kept or not. The first of these are called kept, until there are
    // as many as the spec says.
    private static Mask? Kept(NetworkSpec spec, int l, NirReadLayer layer)
    {
        var mask = new MaskBuilder(layer.Inputs, layer.Neurons);
        var row = new sbyte[layer.Neurons];
        List<long> silent = [];
        for (int input = 0; input < layer.Inputs; input++)
        {
            FrozenWeights.Fill(spec.Weights, spec.Seed, l, (long)input * layer.Neurons, row);
            for (int neuron = 0; neuron < layer.Neurons; neuron++)
            {
                mask[input, neuron] = layer.Weights[neuron * layer.Inputs + input] != 0;
                if (row[neuron] == 0)
                {
                    silent.Add((long)input * layer.Neurons + neuron);
                }
            }
        }
        long missing = spec.KeptConnections(l) - mask.Kept;
        if (missing < 0 || missing > silent.Count)
        {
            return null;
        }
        silent.Take((int)missing).ToList().ForEach(index => mask[index] = true);
        return mask.Build();
    }

    private static bool Same(NirLayer written, NirReadLayer read) =>
        written.Type == read.Type
        && Same(written.Weights, read.Weights)
        && read.Bias.All(it => it == 0)
        && read.R.All(it => it == 1)
        && read.Leak.All(it => it == 0)
        && read.Reset.All(it => it == 0)
        && read.Tau.All(it => it == written.Tau)
        && read.Threshold.All(it => it == written.Threshold);

    private static bool Same(float[] written, Hdf5Numbers read)
    {
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] != read[i])
            {
                return false;
            }
        }
        return true;
    }
}
