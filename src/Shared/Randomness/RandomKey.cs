namespace Hnsg.Randomness;

/// <summary>A 64-bit key from which named random numbers are drawn.</summary>
/// <remarks>
/// A number is named by (key, stream, block). The first key of a run is its seed. Where two indices are needed, as
/// for the spikes of a sample in an epoch, a key is derived for one and the stream holds the other.
/// </remarks>
/// <param name="Seed">The key; the low word is Threefry's first key word.</param>
internal readonly record struct RandomKey(ulong Seed)
{
    /// <summary>64 random bits: first word low, second word high.</summary>
    /// <param name="stream">What is drawn; see <see cref="RandomStream"/>.</param>
    /// <param name="block">Which 64 bits of the stream.</param>
    public ulong Draw(uint stream, uint block)
    {
        (uint x0, uint x1) = Threefry.Block((uint)Seed, (uint)(Seed >> 32), block, stream);
        return x0 | ((ulong)x1 << 32);
    }

    /// <summary>A number uniform in [0, 1) with 53 bits.</summary>
    public double Uniform(uint stream, uint block) => (Draw(stream, block) >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer uniform in [0, bound), free of modulo bias to within 2^−32.</summary>
    /// <param name="stream">What is drawn.</param>
    /// <param name="block">Which draw of the stream.</param>
    /// <param name="bound">The number of possible values, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no possible values.</exception>
    public uint Below(uint stream, uint block, uint bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        return (uint)(((Draw(stream, block) >> 32) * bound) >> 32);
    }

    /// <summary>The key of a family of streams of its own.</summary>
    /// <param name="stream">What the family is for.</param>
    /// <param name="index">Which member of the family.</param>
    public RandomKey Derive(uint stream, uint index) => new(Draw(stream, index));
}
