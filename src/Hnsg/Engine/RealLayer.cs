using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>A layer of spiking neurons with real weights and real membranes in float32.</summary>
internal sealed unsafe class RealLayer : RealWeightLayer
{
    private readonly AlignedBuffer<float> _pixelCurrents;
    private readonly AlignedBuffer<float> _membranes;

    /// <summary>Makes a layer of neurons with spiking input, its weights all 0.</summary>
    public RealLayer(MatrixLayout shape, LifSpec lif, int steps, int capacity)
        : this(shape, lif, steps, false, 1, capacity) { }

    /// <summary>Makes a layer of a spec, its weights all 0.</summary>
    public RealLayer(NetworkSpec spec, int layer, int capacity)
        : this(
            new MatrixLayout(spec.FanIn(layer), spec.Layers[layer].Neurons),
            spec.Layers[layer].Lif,
            spec.Steps,
            layer == 0 && spec.Encoding == InputEncoding.Direct,
            1f / (1 << spec.FractionBits),
            capacity
        ) { }

    private RealLayer(MatrixLayout shape, LifSpec lif, int steps, bool direct, float pixelUnit, int capacity)
        : base(NeuronCatalog.Find(lif.Kind, lif.Reset), shape, steps, direct, pixelUnit, capacity)
    {
        Constants = new NeuronConstants(lif);
        _pixelCurrents = new AlignedBuffer<float>(direct ? (long)capacity * shape.Lanes : 0);
        _membranes = new AlignedBuffer<float>((long)capacity * shape.Lanes);
    }

    /// <summary>Changes decay and threshold.</summary>
    public void Retune(float beta, float threshold) =>
        Constants = Constants with { Beta = beta, RealThreshold = threshold };

    public override void Forward(int firstBlock, int endBlock, int sample, InputTrain input, void* scratch)
    {
        float* second = stackalloc float[64];
        for (int block = firstBlock; block < endBlock; block++)
        {
            if (Direct)
            {
                PixelCurrent(block, input, PixelCurrentOf(block, sample));
            }
            var memory = new NeuronMemory
            {
                Membranes = _membranes.Pointer + (long)sample * Shape.Lanes + block * Shape.Width,
                Second = second,
                Words = SpikeWords(block, sample),
                WordStride = Shape.Blocks,
            };
            Neurons.Run(Constants, Size(block), Currents(block, sample, input, (float*)scratch), memory);
        }
    }

    public override void Trace(
        int firstBlock,
        int endBlock,
        int sample,
        InputTrain input,
        void* scratch,
        float* distance
    )
    {
        for (int block = firstBlock; block < endBlock; block++, distance += Steps * Shape.Width)
        {
            Neurons.Trace(Constants, Size(block), Currents(block, sample, input, (float*)scratch), distance);
        }
    }

    public override double FinalMembrane(int sample, int neuron) =>
        _membranes.Pointer[(long)sample * Shape.Lanes + neuron];

    public override int Decide(int sample, ReadOnlySpan<int> votes) =>
        Decision.Of(votes, new ReadOnlySpan<float>(_membranes.Pointer + (long)sample * Shape.Lanes, Shape.Columns));

    public override void Dispose()
    {
        _pixelCurrents.Dispose();
        _membranes.Dispose();
        base.Dispose();
    }

    // The currents of the steps, summed anew where they come of spikes.
    private RealCurrents Currents(int block, int sample, InputTrain input, float* scratch)
    {
        if (Direct)
        {
            return new RealCurrents(PixelCurrentOf(block, sample), 0);
        }
        SpikeCurrents(block, input, scratch);
        return new RealCurrents(scratch, Shape.Width);
    }

    private void SpikeCurrents(int block, InputTrain input, float* current)
    {
        int width = Shape.Width;
        float* weights = Effective.Pointer + Shape.Block(block);
        float* start = stackalloc float[64];
        SpikeSum.Run(weights, width, input.SteadySpikes, Bias == null ? null : Bias + block * width, start);
        for (int t = 0; t < Steps; t++)
        {
            SpikeSum.Run(weights, width, input.Step(t), start, current + t * width);
        }
    }

    private float* PixelCurrentOf(int block, int sample) =>
        _pixelCurrents.Pointer + (long)sample * Shape.Lanes + block * Shape.Width;
}
