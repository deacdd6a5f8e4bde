using System.Numerics;
using Hnsg.Randomness;

namespace Hnsg.Networks;

/// <summary>The weights that are never trained: pure functions of (seed, layer, index).</summary>
/// <remarks>
/// The index of the connection from input i to neuron j is i·neurons + j. A Threefry block of the layer's stream
/// holds 64 weights of <see cref="WeightKind.SignedConstant"/>, one bit each from the low end (1 is +1), or 4 of the
/// other kinds, 16 bits each from the low end.
/// </remarks>
public static class FrozenWeights
{
    // Of a layer: the number of a block has 32 bits, and a block holds no fewer than 4.
    private const long MostConnections = 4L << 32;

    /// <summary>Root mean square of a kind's weights.</summary>
    public static double Rms(WeightKind kind) =>
        kind switch
        {
            WeightKind.SignedConstant => 1,
            WeightKind.Binomial => 2,
            WeightKind.Uniform => Math.Sqrt(56.0 / 3.0),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>Largest magnitude of a kind's weights.</summary>
    public static int Largest(WeightKind kind) =>
        kind switch
        {
            WeightKind.SignedConstant => 1,
            WeightKind.Binomial => 8,
            WeightKind.Uniform => 7,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>The weight of one connection.</summary>
    /// <param name="kind">Distribution.</param>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="layer">Layer, from 0.</param>
    /// <param name="index">Index of the connection: input·neurons + neuron.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind, layer or connection.</exception>
    public static int At(WeightKind kind, ulong seed, int layer, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MostConnections);
        int perBlock = PerBlock(kind);
        ulong block = new RandomKey(seed).Draw(RandomStream.Weights(layer), (uint)(index / perBlock));
        return FromBlock(kind, block, (int)(index % perBlock));
    }

    /// <summary>The weights of consecutive connections.</summary>
    /// <param name="kind">Distribution.</param>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="layer">Layer, from 0.</param>
    /// <param name="first">Index of the first connection.</param>
    /// <param name="weights">The span to fill.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind, layer or connection.</exception>
    public static void Fill(WeightKind kind, ulong seed, int layer, long first, Span<sbyte> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, MostConnections - weights.Length);
        int perBlock = PerBlock(kind);
        var key = new RandomKey(seed);
        uint stream = RandomStream.Weights(layer);
        int done = 0;
        while (done < weights.Length)
        {
            long index = first + done;
            ulong block = key.Draw(stream, (uint)(index / perBlock));
            int position = (int)(index % perBlock);
            while (position < perBlock && done < weights.Length)
            {
                weights[done++] = (sbyte)FromBlock(kind, block, position++);
            }
        }
    }

    // The one place where a kind comes in before it is drawn from.
    private static int PerBlock(WeightKind kind) =>
        kind switch
        {
            WeightKind.SignedConstant => 64,
            WeightKind.Binomial or WeightKind.Uniform => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static int FromBlock(WeightKind kind, ulong block, int position)
    {
        if (kind == WeightKind.SignedConstant)
        {
            return (int)((block >> position) & 1) * 2 - 1;
        }
        uint bits = (uint)(block >> (16 * position)) & 0xFFFF;
        return kind == WeightKind.Binomial ? BitOperations.PopCount(bits) - 8 : (int)((bits * 15) >> 16) - 7;
    }
}
