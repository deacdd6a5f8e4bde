using System.Numerics;

namespace Hnsg.Networks;

/// <summary>Which connections of a layer are kept: one bit per connection. It never changes; a <see cref="MaskBuilder"/> makes it.</summary>
/// <remarks>The connection from input i to neuron j is bit i·neurons + j; these bits are all that training produces.</remarks>
public sealed class Mask
{
    private readonly MaskBits _bits;

    /// <summary>A mask from bits that nothing else refers to.</summary>
    internal Mask(MaskBits bits)
    {
        _bits = bits;
        Kept = bits.Kept;
    }

    /// <summary>Number of inputs of the layer.</summary>
    public int Inputs => _bits.Inputs;

    /// <summary>Number of neurons of the layer.</summary>
    public int Neurons => _bits.Neurons;

    /// <summary>Number of connections, kept or not.</summary>
    public long Connections => _bits.Connections;

    /// <summary>The bits, 64 per word from the low end; bits past the last connection are 0.</summary>
    public ReadOnlySpan<ulong> Words => _bits.Words;

    /// <summary>Number of kept connections.</summary>
    public long Kept { get; }

    /// <summary>Whether the connection from an input to a neuron is kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input or neuron.</exception>
    public bool this[int input, int neuron] => _bits[input, neuron];

    /// <summary>Whether a connection is kept, by its index input·neurons + neuron.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such connection.</exception>
    public bool this[long index] => _bits[index];

    /// <summary>A mask from its bits.</summary>
    /// <param name="inputs">Number of inputs of the layer, at least 1.</param>
    /// <param name="neurons">Number of neurons of the layer, at least 1.</param>
    /// <param name="words">As <see cref="Words"/> gives them; copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer words, or bits past the last connection.</exception>
    public static Mask FromWords(int inputs, int neurons, ReadOnlySpan<ulong> words)
    {
        var bits = new MaskBits(inputs, neurons);
        int used = (int)(bits.Connections % 64);
        if (words.Length != bits.Words.Length || (used != 0 && words[^1] >> used != 0))
        {
            throw new ArgumentException($"These are not the bits of {inputs} × {neurons} connections.", nameof(words));
        }
        words.CopyTo(bits.Words);
        return new Mask(bits);
    }

    /// <summary>Connections that both masks keep, and that at least one of them keeps.</summary>
    /// <remarks>1 − intersection / union is the mask churn between two epochs.</remarks>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public (long Intersection, long Union) Overlap(Mask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Inputs != Inputs || other.Neurons != Neurons)
        {
            throw new ArgumentException("The masks have different shapes.", nameof(other));
        }
        ReadOnlySpan<ulong> one = Words;
        ReadOnlySpan<ulong> two = other.Words;
        long both = 0;
        long either = 0;
        for (int w = 0; w < one.Length; w++)
        {
            both += BitOperations.PopCount(one[w] & two[w]);
            either += BitOperations.PopCount(one[w] | two[w]);
        }
        return (both, either);
    }

    /// <summary>A copy of the bits.</summary>
    internal MaskBits CopyBits() => _bits.Copy();
}
