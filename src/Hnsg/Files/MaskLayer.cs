using Hnsg.Networks;

namespace Hnsg.Files;

/// <summary>What is known of a layer before its mask is read.</summary>
/// <param name="Inputs">Rows of the mask, at least 1.</param>
/// <param name="Neurons">Columns of the mask, at least 1.</param>
/// <param name="Kept">Number of kept connections, in 1…Inputs·Neurons.</param>
/// <param name="Weights">Distribution of the frozen weights.</param>
/// <param name="Seed">Seed of the frozen weights.</param>
/// <param name="Layer">Index of the layer, from 0.</param>
internal readonly record struct MaskLayer(int Inputs, int Neurons, long Kept, WeightKind Weights, ulong Seed, int Layer)
{
    /// <summary>Number of connections, kept or not.</summary>
    public long Connections => (long)Inputs * Neurons;

    /// <summary>The layer of a valid spec.</summary>
    public static MaskLayer Of(NetworkSpec spec, int layer) =>
        new(spec.FanIn(layer), spec.Layers[layer].Neurons, spec.KeptConnections(layer), spec.Weights, spec.Seed, layer);
}
