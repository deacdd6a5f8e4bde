using System.Numerics;

namespace Hnsg.Networks;

/// <summary>The bits of a <see cref="Mask"/>, one a connection; no index reaches beyond its row or the last connection.</summary>
internal readonly struct MaskBits
{
    private readonly ulong[] _words;

    /// <summary>Bits that are all 0.</summary>
    public MaskBits(int inputs, int neurons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        Inputs = inputs;
        Neurons = neurons;
        _words = new ulong[((long)inputs * neurons + 63) / 64];
    }

    private MaskBits(int inputs, int neurons, ulong[] words) => (Inputs, Neurons, _words) = (inputs, neurons, words);

    public int Inputs { get; }

    public int Neurons { get; }

    public long Connections => (long)Inputs * Neurons;

    /// <summary>64 bits a word from the low end; bits past the last connection are 0.</summary>
    public Span<ulong> Words => _words;

    /// <summary>Number of bits that are 1.</summary>
    public long Kept
    {
        get
        {
            long count = 0;
            foreach (ulong word in _words)
            {
                count += BitOperations.PopCount(word);
            }
            return count;
        }
    }

    public bool this[int input, int neuron]
    {
        get => Get(Index(input, neuron));
        set => Set(Index(input, neuron), value);
    }

    public bool this[long index]
    {
        get => Get(Checked(index));
        set => Set(Checked(index), value);
    }

    public MaskBits Copy() => new(Inputs, Neurons, [.. _words]);

    private bool Get(long index) => (_words[index >> 6] >> (int)(index & 63) & 1) != 0;

    private void Set(long index, bool value)
    {
        ulong bit = 1UL << (int)(index & 63);
        ref ulong word = ref _words[index >> 6];
        word = value ? word | bit : word & ~bit;
    }

    private long Index(int input, int neuron)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)input, (uint)Inputs, nameof(input));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)neuron, (uint)Neurons, nameof(neuron));
        return (long)input * Neurons + neuron;
    }

    private long Checked(long index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)Connections, nameof(index));
        return index;
    }
}
