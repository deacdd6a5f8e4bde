namespace Hnsg.Networks;

/// <summary>A network of method <c>signed</c>: a seed, and for each connection whether it is dropped, kept or kept negated.</summary>
/// <remarks>Its arithmetic is that of a <see cref="HiddenNetwork"/>; one more bit is stored for each kept connection.</remarks>
public sealed class SignedNetwork : TrainedNetwork
{
    /// <summary>Combines a spec with its signed masks.</summary>
    /// <param name="spec">A valid spec.</param>
    /// <param name="masks">One mask per layer, of the layer's shape, with exactly the spec's number of kept connections.</param>
    /// <param name="negated">One mask per layer: which of the kept connections have the negative of their frozen weight.</param>
    /// <exception cref="OptionException">The spec is not valid.</exception>
    /// <exception cref="ArgumentException">The masks do not fit the spec or each other.</exception>
    public SignedNetwork(NetworkSpec spec, IReadOnlyList<Mask> masks, IReadOnlyList<Mask> negated)
        : base(Valid(spec))
    {
        ArgumentNullException.ThrowIfNull(negated);
        // The same conditions as for a hidden network.
        Masks = new HiddenNetwork(spec, masks).Masks;
        Negated = Snapshot.Of(negated);
        if (Negated.Count != Masks.Count)
        {
            throw new ArgumentException(
                $"There are {Negated.Count} masks of signs for {Masks.Count} layers.",
                nameof(negated)
            );
        }
        for (int layer = 0; layer < Masks.Count; layer++)
        {
            Mask signs = Negated[layer] ?? throw new ArgumentException($"Mask {layer + 1} is null.", nameof(negated));
            if (Masks[layer].Overlap(signs).Union != Masks[layer].Kept)
            {
                throw new ArgumentException(
                    $"Layer {layer + 1} negates connections that it does not keep.",
                    nameof(negated)
                );
            }
        }
    }

    /// <summary>Which connections are kept, one mask per layer.</summary>
    public IReadOnlyList<Mask> Masks { get; }

    /// <summary>Which of them have the negative of their frozen weight, one mask per layer.</summary>
    public IReadOnlyList<Mask> Negated { get; }

    /// <inheritdoc/>
    public override long Connections => Masks.Sum(mask => mask.Kept);
}
