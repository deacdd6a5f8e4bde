using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>A layer of spiking neurons with real weights and real membranes in float32.</summary>
internal sealed unsafe class RealLayer : RealWeightLayer
{
    private readonly LifSpec _spec = new();
    private RealLif _lif;
    private readonly float? _alpha;
    private readonly AlignedBuffer<float> _constants;
    private readonly AlignedBuffer<float> _membranes;

    /// <summary>Makes a layer with spiking input, its weights all 0.</summary>
    public RealLayer(LayerShape shape, RealLif lif, int steps, int capacity)
        : this(shape, lif, null, steps, false, 1, capacity) { }

    /// <summary>Makes a layer of a spec, its weights all 0.</summary>
    public RealLayer(NetworkSpec spec, int layer, int capacity)
        : this(
            new LayerShape(spec.FanIn(layer), spec.Layers[layer].Neurons),
            new RealLif(
                (float)spec.Layers[layer].Lif.Beta,
                (float)spec.Layers[layer].Lif.Threshold,
                spec.Layers[layer].Lif.Reset
            ),
            spec.Layers[layer].Lif.Kind == NeuronKind.Cuba ? (float)spec.Layers[layer].Lif.Alpha : null,
            spec.Steps,
            layer == 0 && spec.Encoding == InputEncoding.Direct,
            1f / (1 << spec.FractionBits),
            capacity
        )
    {
        _spec = spec.Layers[layer].Lif;
        Dynamics = _spec.Kind.Dynamics;
    }

    private RealLayer(
        LayerShape shape,
        RealLif lif,
        float? alpha,
        int steps,
        bool direct,
        float pixelUnit,
        int capacity
    )
        : base(shape, steps, direct, pixelUnit, capacity)
    {
        _lif = lif;
        _alpha = alpha;
        _constants = new AlignedBuffer<float>(direct ? (long)capacity * shape.Lanes : 0);
        _membranes = new AlignedBuffer<float>((long)capacity * shape.Lanes);
    }

    /// <summary>Changes decay and threshold.</summary>
    public void Retune(float beta, float threshold) => _lif = _lif with { Beta = beta, Threshold = threshold };

    public override float Threshold => _lif.Threshold;

    public override float Beta => _lif.Beta;

    public override ResetKind Reset => _lif.Reset;

    public override NeuronConstants<float> Constants => new(_spec, Threshold);

    public override void Forward(int firstBlock, int endBlock, int sample, InputTrain input, void* scratch)
    {
        for (int block = firstBlock; block < endBlock; block++)
        {
            if (Direct)
            {
                PixelCurrent(block, input, Constant(block, sample));
            }
            float* current = Currents(block, sample, input, (float*)scratch, out int stride);
            ulong* spikes = SpikeWords(block, sample);
            float* membranes = _membranes.Pointer + (long)sample * Shape.Lanes + block * Shape.Width;
            if (Dynamics is null)
            {
                _lif.Run(current, stride, Steps, Shape.Width, spikes, Shape.Blocks, membranes);
            }
            else
            {
                Dynamics.Run(Constants, Size(block), current, stride, spikes, Shape.Blocks, membranes);
            }
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
        for (int block = firstBlock; block < endBlock; block++)
        {
            float* current = Currents(block, sample, input, (float*)scratch, out int stride);
            if (Dynamics is null)
            {
                _lif.Trace(current, stride, Steps, Shape.Width, distance);
            }
            else
            {
                Dynamics.Trace(Constants, Size(block), current, stride, distance);
            }
            distance += Steps * Shape.Width;
        }
    }

    public override void ThroughSynapse(float* delta)
    {
        if (_alpha is { } alpha)
        {
            RealSynapse.Back(alpha, Steps, Shape.Width, delta);
        }
    }

    public override double FinalMembrane(int sample, int neuron) =>
        _membranes.Pointer[(long)sample * Shape.Lanes + neuron];

    public override void Dispose()
    {
        _constants.Dispose();
        _membranes.Dispose();
        base.Dispose();
    }

    // What the membranes get at each step.
    private float* Currents(int block, int sample, InputTrain input, float* scratch, out int stride)
    {
        float* current = scratch;
        stride = CurrentStride;
        if (Direct)
        {
            current = Constant(block, sample);
        }
        else
        {
            SpikeCurrents(block, input, current);
        }
        if (_alpha is { } alpha)
        {
            RealSynapse.Run(alpha, current, stride, Steps, Shape.Width, scratch);
            stride = Shape.Width;
            return scratch;
        }
        return current;
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

    private float* Constant(int block, int sample) =>
        _constants.Pointer + (long)sample * Shape.Lanes + block * Shape.Width;
}
