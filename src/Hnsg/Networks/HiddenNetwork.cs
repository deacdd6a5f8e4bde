namespace Hnsg.Networks;

/// <summary>The result of training: a spec and one mask per layer. The weights follow from the seed.</summary>
public sealed class HiddenNetwork : TrainedNetwork
{
    /// <summary>Combines a spec with its masks.</summary>
    /// <param name="spec">A valid spec.</param>
    /// <param name="masks">One mask per layer, of the layer's shape, with exactly the spec's number of kept connections.</param>
    /// <exception cref="OptionException">The spec is not valid.</exception>
    /// <exception cref="ArgumentException">The masks do not fit the spec.</exception>
    public HiddenNetwork(NetworkSpec spec, IReadOnlyList<Mask> masks)
        : base(Valid(spec))
    {
        ArgumentNullException.ThrowIfNull(masks);
        NetworkSpecValidation.CheckSpiking(spec);
        masks = Snapshot.Of(masks);
        if (masks.Count != spec.Layers.Count)
        {
            throw new ArgumentException(
                $"There are {masks.Count} masks for {spec.Layers.Count} layers.",
                nameof(masks)
            );
        }
        for (int layer = 0; layer < masks.Count; layer++)
        {
            Mask mask = masks[layer] ?? throw new ArgumentException($"Mask {layer + 1} is null.", nameof(masks));
            if (mask.Rows != spec.FanIn(layer) || mask.Columns != spec.Layers[layer].Neurons)
            {
                throw new ArgumentException(
                    $"The shape of mask {layer + 1} differs from that of its layer.",
                    nameof(masks)
                );
            }
            if (mask.Kept != spec.KeptConnections(layer))
            {
                throw new ArgumentException(
                    $"The mask of layer {layer + 1} keeps {mask.Kept} connections, but its kept fraction says {spec.KeptConnections(layer)}.",
                    nameof(masks)
                );
            }
        }
        Masks = masks;
    }

    /// <summary>Which connections are kept, one mask per layer.</summary>
    public IReadOnlyList<Mask> Masks { get; }

    /// <inheritdoc/>
    public override long Connections => Masks.Sum(mask => mask.Kept);
}
