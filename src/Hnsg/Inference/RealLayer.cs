using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>A layer with real weights and real membranes in float32, for methods that train real numbers.</summary>
internal sealed unsafe class RealLayer : SpikingLayer
{
    private readonly RealLif _lif;
    private readonly AlignedBuffer<float> _membranes;

    /// <summary>Makes a layer with spiking input, its weights all 0.</summary>
    public RealLayer(LayerShape shape, RealLif lif, int steps, int capacity)
        : base(shape, steps, direct: false, capacity)
    {
        _lif = lif;
        Effective = new AlignedBuffer<float>(shape.Length);
        _membranes = new AlignedBuffer<float>((long)capacity * shape.Lanes);
    }

    /// <summary>Effective weights in the layout of the shape.</summary>
    public AlignedBuffer<float> Effective { get; }

    public override float Threshold => _lif.Threshold;

    public override float Beta => _lif.Beta;

    public override ResetKind Reset => _lif.Reset;

    public override void Forward(int firstBlock, int endBlock, int sample, InputTrain input, void* scratch)
    {
        var current = (float*)scratch;
        for (int block = firstBlock; block < endBlock; block++)
        {
            SpikeCurrents(block, input, current);
            _lif.Run(
                current,
                CurrentStride,
                Steps,
                Shape.Width,
                SpikeWords(block, sample),
                Shape.Blocks,
                _membranes.Pointer + (long)sample * Shape.Lanes + block * Shape.Width
            );
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
        var current = (float*)scratch;
        for (int block = firstBlock; block < endBlock; block++)
        {
            SpikeCurrents(block, input, current);
            _lif.Trace(current, CurrentStride, Steps, Shape.Width, distance);
            distance += Steps * Shape.Width;
        }
    }

    private void SpikeCurrents(int block, InputTrain input, float* current)
    {
        int width = Shape.Width;
        float* weights = Effective.Pointer + Shape.Block(block);
        float* start = stackalloc float[64];
        SpikeSum.Run(weights, width, input.SteadySpikes, null, start);
        for (int t = 0; t < Steps; t++)
        {
            SpikeSum.Run(weights, width, input.Step(t), start, current + t * width);
        }
    }

    public override double FinalMembrane(int sample, int neuron) =>
        _membranes.Pointer[(long)sample * Shape.Lanes + neuron];

    public override void Turn(int firstInput, int endInput, LayerShape lower, float* turned)
    {
        for (int input = firstInput; input < endInput; input++)
        {
            float* column = turned + (long)(input / lower.Width) * Shape.Lanes * lower.Width + input % lower.Width;
            for (int neuron = 0; neuron < Shape.Lanes; neuron++)
            {
                column[(long)neuron * lower.Width] = Effective.Pointer[Shape.Offset(input, neuron)];
            }
        }
    }

    public override void Dispose()
    {
        Effective.Dispose();
        _membranes.Dispose();
        base.Dispose();
    }
}
