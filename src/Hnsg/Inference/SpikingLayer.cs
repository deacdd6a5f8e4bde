using System.Numerics;
using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>A fully-connected layer at work on a batch: currents, spikes, membranes.</summary>
/// <remarks>
/// Currents are kept, not membranes: the backward pass runs the cheap neuron dynamics again. For a direct-coded
/// first layer that is one row a sample however many steps there are.
/// </remarks>
internal abstract class SpikingLayer : IDisposable
{
    /// <summary>Makes the layer.</summary>
    /// <param name="shape">Shape.</param>
    /// <param name="steps">T.</param>
    /// <param name="direct">Whether its input is direct-coded, so that its current is constant.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    protected SpikingLayer(LayerShape shape, int steps, bool direct, int capacity)
    {
        Shape = shape;
        Steps = steps;
        Direct = direct;
        CurrentRows = direct ? 1 : steps;
        Capacity = capacity;
        Spikes = new AlignedBuffer<ulong>((long)capacity * steps * shape.Blocks);
    }

    public LayerShape Shape { get; }

    public int Steps { get; }

    public bool Direct { get; }

    protected int Capacity { get; }

    /// <summary>Rows of current a sample: T, or 1 where it is constant.</summary>
    protected int CurrentRows { get; }

    /// <summary>One word a block: samples × steps × blocks.</summary>
    protected AlignedBuffer<ulong> Spikes { get; }

    /// <summary>θ in real units.</summary>
    public abstract float Threshold { get; }

    /// <summary>β.</summary>
    public abstract float Beta { get; }

    /// <summary>What a spike does to the membrane.</summary>
    public abstract ResetKind Reset { get; }

    /// <summary>Computes current, spikes and last membranes of a block in one sample.</summary>
    public abstract void Forward(int block, int sample, InputTrain input);

    /// <summary>z = u − θ in real units at every step of a block in one sample, steps × width.</summary>
    public abstract unsafe void Trace(int block, int sample, float* distance);

    /// <summary>Membrane of a neuron after the last step, for ties between classes.</summary>
    public abstract double FinalMembrane(int sample, int neuron);

    /// <summary>The effective weights in real units, turned over for the way back.</summary>
    /// <param name="firstInput">First input to turn.</param>
    /// <param name="endInput">Input after the last.</param>
    /// <param name="lower">Shape of the layer below.</param>
    /// <param name="turned">Blocks of the layer below; in each, lanes of this layer × width of the layer below.</param>
    public abstract unsafe void Turn(int firstInput, int endInput, LayerShape lower, float* turned);

    /// <summary>The spike words of one sample, steps × blocks.</summary>
    public unsafe ReadOnlySpan<ulong> SpikeWords(int sample) =>
        new(Spikes.Pointer + (long)sample * Steps * Shape.Blocks, Steps * Shape.Blocks);

    /// <summary>The pointer from which a block's word of step t is at t · blocks.</summary>
    protected unsafe ulong* SpikeWords(int block, int sample) =>
        Spikes.Pointer + (long)sample * Steps * Shape.Blocks + block;

    /// <summary>Spikes of all neurons in one sample.</summary>
    public long CountSpikes(int sample)
    {
        long count = 0;
        foreach (ulong word in SpikeWords(sample))
        {
            count += BitOperations.PopCount(word);
        }
        return count;
    }

    /// <summary>Spikes of each of the first neurons in one sample.</summary>
    public void CountVotes(int sample, Span<int> votes)
    {
        ReadOnlySpan<ulong> words = SpikeWords(sample);
        votes.Clear();
        for (int t = 0; t < Steps; t++)
        {
            for (int block = 0; block < Shape.Blocks; block++)
            {
                for (ulong word = words[t * Shape.Blocks + block]; word != 0; word &= word - 1)
                {
                    votes[block * Shape.Width + BitOperations.TrailingZeroCount(word)]++;
                }
            }
        }
    }

    public virtual void Dispose() => Spikes.Dispose();

    /// <summary>Where a row of currents of a block in a sample begins.</summary>
    protected long CurrentOffset(int block, int sample) =>
        ((long)block * Capacity + sample) * CurrentRows * Shape.Width;

    /// <summary>Elements from one step's currents to the next: 0 where they are constant.</summary>
    protected int CurrentStride => Direct ? 0 : Shape.Width;

    /// <summary>Elements of all currents.</summary>
    protected long CurrentLength => (long)Shape.Blocks * Capacity * CurrentRows * Shape.Width;
}
