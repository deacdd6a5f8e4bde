using System.Numerics;
using Hnsg.Networks;

namespace Hnsg.Export.Verilog;

/// <summary>The numbers of one layer of an exported core.</summary>
internal sealed class VerilogLayer
{
    /// <summary>Random bits that one block of Threefry has.</summary>
    private const int BlockBits = 64;

    private readonly HiddenNetwork _network;
    private readonly NetworkSpec _spec;
    private readonly int _layer;

    public VerilogLayer(HiddenNetwork network, int layer, VerilogOptions options)
    {
        _network = network;
        _spec = network.Spec;
        _layer = layer;
        Direct = layer == 0 && _spec.Encoding == InputEncoding.Direct;
        Last = layer == _spec.Layers.Count - 1;
        bool table = options.Weights == ExportedWeights.Table;
        WeightBits =
            !table ? 0
            : _spec.Weights == WeightKind.SignedConstant ? 2
            : VerilogNumbers.SignedBits(FrozenWeights.Largest(_spec.Weights));
        Lanes = Math.Min(options.Lanes, Neurons);
        if (!table)
        {
            // A block of random bits must hold whole groups.
            Lanes = Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)Lanes + 1) / 2, Neurons & -Neurons);
        }
        long largest = LargestCurrent();
        CurrentBits = Math.Max(VerilogNumbers.SignedBits(largest), WeightBits);
        // The library's membranes have 32 bits, and no network that it accepts can leave them.
        MembraneBits = Math.Clamp(VerilogNumbers.SignedBits(LargestMembrane(largest)), CurrentBits, 32);
    }

    public int Inputs => _spec.FanIn(_layer);

    public int Neurons => _spec.Layers[_layer].Neurons;

    public LifSpec Lif => _spec.Layers[_layer].Lif;

    public int Threshold => _spec.Threshold(_layer);

    /// <summary>Whether its input is pixels.</summary>
    public bool Direct { get; }

    /// <summary>Whether it is the output layer.</summary>
    public bool Last { get; }

    /// <summary>Neurons updated in a cycle.</summary>
    public int Lanes { get; }

    /// <summary>Bits of a stored weight, 0 where weights are generated.</summary>
    public int WeightBits { get; }

    public int CurrentBits { get; }

    public int MembraneBits { get; }

    public int Groups => (Neurons + Lanes - 1) / Lanes;

    /// <summary>Words of the memory: a group of an input each.</summary>
    public int Words => Inputs * Groups;

    public int WordBits => Lanes * Math.Max(1, WeightBits);

    /// <summary>Bytes that fill the memory.</summary>
    public int LoadBytes => Words * ((WordBits + 7) / 8);

    public int AddressBits => VerilogNumbers.Bits(Words);

    public int IndexBits => VerilogNumbers.Bits(Inputs);

    public int NeuronBits => VerilogNumbers.Bits(Neurons);

    /// <summary>Cycles of a sample, roughly, where so many of its inputs and neurons are active (docs/verilog.md).</summary>
    /// <param name="events">Input events of a sample: pixels that are not 0, or spikes.</param>
    /// <param name="rounds">Rounds of Threefry in a cycle.</param>
    public double Cycles(double events, int rounds)
    {
        double blocks = WeightBits != 0 ? 0 : Math.Max(1, (double)Neurons / BlockBits);
        double told = Last ? Neurons : 0;
        return events * (Groups + 2 + blocks * (1 + 20.0 / rounds)) + _spec.Steps * (3.0 * Groups + 2 + told);
    }

    /// <summary>The memory, word after word: all lanes of a group, lane 0 lowest; group after group, input after input.</summary>
    public IEnumerable<BigInteger> Memory()
    {
        int cell = Math.Max(1, WeightBits);
        Mask mask = _network.Masks[_layer];
        for (int input = 0; input < Inputs; input++)
        {
            for (int group = 0; group < Groups; group++)
            {
                BigInteger word = 0;
                for (int lane = Lanes - 1; lane >= 0; lane--)
                {
                    int neuron = group * Lanes + lane;
                    int content = neuron < Neurons && mask[input, neuron] ? Content(input, neuron) : 0;
                    word = (word << cell) | (content & ((1 << cell) - 1));
                }
                yield return word;
            }
        }
    }

    private int Content(int input, int neuron) => WeightBits == 0 ? 1 : Weight(input, neuron);

    private int Weight(int input, int neuron) =>
        FrozenWeights.At(_spec.Weights, _spec.Seed, _layer, (long)input * Neurons + neuron);

    // Σ |weight| over the kept connections of the neuron that has most of it, times the largest pixel.
    private long LargestCurrent()
    {
        var sums = new long[Neurons];
        Mask mask = _network.Masks[_layer];
        for (int input = 0; input < Inputs; input++)
        {
            for (int neuron = 0; neuron < Neurons; neuron++)
            {
                if (mask[input, neuron])
                {
                    sums[neuron] += Math.Abs(Weight(input, neuron));
                }
            }
        }
        return Math.Max(1, sums.Max()) * (Direct ? byte.MaxValue : 1);
    }

    // Decay lets no more than 2^shift steps pile up; what the shift rounds down adds less than 1 a step.
    private long LargestMembrane(long largest)
    {
        long current = Direct ? largest : largest << _spec.FractionBits;
        long step = current + 1 + (Lif.Reset == ResetKind.DelayedSubtract ? Threshold : 0);
        return (Math.Min(_spec.Steps, 1 << Lif.DecayShift) + 1) * step + Threshold;
    }
}
