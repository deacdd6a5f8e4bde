using System.Numerics;
using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>A fully-connected layer at work on a batch: currents, spikes, membranes.</summary>
/// <remarks>
/// Neither currents nor membranes are kept, only spikes: the backward pass makes them again, which costs less than to
/// store and fetch them, and memory does not grow with T. The constant current of a direct-coded sample is kept.
/// </remarks>
internal abstract class SpikingLayer : IDisposable
{
    /// <summary>Blocks that are best done together: they share the list of the input's spikes.</summary>
    public const int BlocksAtOnce = 2;

    /// <summary>Makes the layer.</summary>
    /// <param name="neurons">Its neurons.</param>
    /// <param name="shape">Shape.</param>
    /// <param name="steps">T.</param>
    /// <param name="direct">Whether its input is direct-coded, so that its current is constant.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    protected SpikingLayer(NeuronKernels neurons, MatrixLayout shape, int steps, bool direct, int capacity)
    {
        Neurons = neurons;
        Shape = shape;
        Capacity = capacity;
        Steps = steps;
        Direct = direct;
        Spikes = new AlignedBuffer<ulong>((long)capacity * steps * shape.Blocks);
    }

    public MatrixLayout Shape { get; }

    /// <summary>Samples of the largest batch.</summary>
    public int Capacity { get; }

    public int Steps { get; }

    public bool Direct { get; }

    /// <summary>Elements of 32 bits that a thread needs to work on a block: steps × width.</summary>
    public int ScratchLength => Steps * Shape.Width;

    /// <summary>One word a block: samples × steps × blocks.</summary>
    protected AlignedBuffer<ulong> Spikes { get; }

    /// <summary>Its neurons at work.</summary>
    public NeuronKernels Neurons { get; }

    /// <summary>The numbers of its neurons.</summary>
    public NeuronConstants Constants { get; protected set; }

    /// <summary>Size of a block over one sample.</summary>
    public NeuronBlock Size(int block) => new(Steps, Shape.Width, Shape.Used(block));

    /// <summary>Computes currents, spikes and last membranes of neighbouring blocks in one sample.</summary>
    /// <param name="firstBlock">First block of neurons.</param>
    /// <param name="endBlock">Block after the last.</param>
    /// <param name="sample">Place in the batch.</param>
    /// <param name="input">What the sample sends into the layer.</param>
    /// <param name="scratch">Working memory of <see cref="ScratchLength"/>.</param>
    public abstract unsafe void Forward(int firstBlock, int endBlock, int sample, InputTrain input, void* scratch);

    /// <summary>z = u − θ in real units at every step of neighbouring blocks in one sample.</summary>
    /// <param name="firstBlock">First block of neurons.</param>
    /// <param name="endBlock">Block after the last.</param>
    /// <param name="sample">Place in the batch.</param>
    /// <param name="input">What the sample sent into the layer, as in <see cref="Forward"/>.</param>
    /// <param name="scratch">Working memory of <see cref="ScratchLength"/>.</param>
    /// <param name="distance">z, blocks × steps × width.</param>
    public abstract unsafe void Trace(
        int firstBlock,
        int endBlock,
        int sample,
        InputTrain input,
        void* scratch,
        float* distance
    );

    /// <summary>Membrane of a neuron after the last step, for ties between classes.</summary>
    public abstract double FinalMembrane(int sample, int neuron);

    /// <summary>The class that the output layer gives a sample.</summary>
    /// <param name="sample">Place in the batch.</param>
    /// <param name="votes">Its spikes by neuron.</param>
    public abstract int Decide(int sample, ReadOnlySpan<int> votes);

    /// <summary>The effective weights in real units, transposed over for the way back.</summary>
    /// <param name="firstRow">First row to transpose.</param>
    /// <param name="endRow">Row after the last.</param>
    /// <param name="lower">Shape of the layer below.</param>
    /// <param name="transposed">Blocks of the layer below; in each, lanes of this layer × width of the layer below.</param>
    public abstract unsafe void Transpose(int firstRow, int endRow, MatrixLayout lower, float* transposed);

    /// <summary>Hands what a sample's neurons gave to the layer above.</summary>
    /// <param name="sample">Place in the batch.</param>
    /// <param name="train">What the layer above gets; filled.</param>
    public virtual void Emit(int sample, InputTrain train) => train.Fill(SpikeWords(sample), Shape.Blocks, Shape.Width);

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
}
