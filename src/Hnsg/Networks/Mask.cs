using System.Numerics;

namespace Hnsg.Networks;

/// <summary>Which connections of a layer stay: one bit a connection.</summary>
/// <remarks>The connection from input i to neuron j is bit i·neurons + j; the result of training is nothing but these.</remarks>
public sealed class Mask
{
    private readonly ulong[] _words;

    /// <summary>Makes a mask that keeps nothing.</summary>
    /// <param name="inputs">Number of inputs of the layer, at least 1.</param>
    /// <param name="neurons">Number of neurons of the layer, at least 1.</param>
    public Mask(int inputs, int neurons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        Inputs = inputs;
        Neurons = neurons;
        _words = new ulong[((long)inputs * neurons + 63) / 64];
    }

    /// <summary>Number of inputs of the layer.</summary>
    public int Inputs { get; }

    /// <summary>Number of neurons of the layer.</summary>
    public int Neurons { get; }

    /// <summary>Number of connections, kept or not.</summary>
    public long Connections => (long)Inputs * Neurons;

    /// <summary>The bits, 64 a word from the low end; bits past the last connection are 0.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Number of connections that stay.</summary>
    public long Kept => Count(_words);

    /// <summary>Whether the connection from an input to a neuron stays.</summary>
    public bool this[int input, int neuron]
    {
        get => this[(long)input * Neurons + neuron];
        set => this[(long)input * Neurons + neuron] = value;
    }

    /// <summary>Whether a connection stays, by its index input·neurons + neuron.</summary>
    public bool this[long index]
    {
        get => (_words[index >> 6] >> (int)(index & 63) & 1) != 0;
        set
        {
            ulong bit = 1UL << (int)(index & 63);
            _words[index >> 6] = value ? _words[index >> 6] | bit : _words[index >> 6] & ~bit;
        }
    }

    /// <summary>A mask from its bits.</summary>
    /// <param name="inputs">Number of inputs of the layer, at least 1.</param>
    /// <param name="neurons">Number of neurons of the layer, at least 1.</param>
    /// <param name="words">As <see cref="Words"/> gives them; copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer words, or bits past the last connection.</exception>
    public static Mask FromWords(int inputs, int neurons, ReadOnlySpan<ulong> words)
    {
        var mask = new Mask(inputs, neurons);
        int used = (int)(mask.Connections % 64);
        if (words.Length != mask._words.Length || (used != 0 && words[^1] >> used != 0))
        {
            throw new ArgumentException($"These are not the bits of {inputs} × {neurons} connections.", nameof(words));
        }
        words.CopyTo(mask._words);
        return mask;
    }

    /// <summary>Connections that both masks keep, and that at least one of them keeps.</summary>
    /// <remarks>1 − intersection / union is the mask churn between two epochs.</remarks>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public (long Intersection, long Union) Overlap(Mask other)
    {
        if (other.Inputs != Inputs || other.Neurons != Neurons)
        {
            throw new ArgumentException("The masks have different shapes.", nameof(other));
        }
        long both = 0;
        long either = 0;
        for (int w = 0; w < _words.Length; w++)
        {
            both += BitOperations.PopCount(_words[w] & other._words[w]);
            either += BitOperations.PopCount(_words[w] | other._words[w]);
        }
        return (both, either);
    }

    private static long Count(ReadOnlySpan<ulong> words)
    {
        long count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }
        return count;
    }
}
