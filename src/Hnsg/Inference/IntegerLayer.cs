using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>A layer of a hidden network: small integer weights, integer membranes.</summary>
internal sealed unsafe class IntegerLayer : SpikingLayer
{
    private readonly IntegerLif _lif;
    private readonly int _largest;
    private readonly int _fractionBits;
    private readonly float _weightUnit;
    private readonly AlignedBuffer<int> _constants;
    private readonly AlignedBuffer<int> _membranes;

    /// <summary>Makes a layer of a spec, its weights all 0.</summary>
    public IntegerLayer(NetworkSpec spec, int layer, int capacity)
        : base(
            new LayerShape(spec.FanIn(layer), spec.Layers[layer].Neurons),
            spec.Steps,
            layer == 0 && spec.Encoding == InputEncoding.Direct,
            capacity
        )
    {
        LifSpec lif = spec.Layers[layer].Lif;
        _lif = new IntegerLif(lif.DecayShift, spec.Threshold(layer), lif.Reset);
        _largest = FrozenWeights.Largest(spec.Weights);
        _fractionBits = spec.FractionBits;
        _weightUnit = (float)spec.Scale(layer);
        MembraneUnit = (float)spec.MembraneUnit(layer);
        Beta = (float)(1 - 1.0 / (1 << lif.DecayShift));
        Effective = new AlignedBuffer<sbyte>(Shape.Length);
        _constants = new AlignedBuffer<int>(Direct ? (long)capacity * Shape.Lanes : 0);
        _membranes = new AlignedBuffer<int>((long)capacity * Shape.Lanes);
    }

    /// <summary>Effective weights: the frozen weight or 0, in the layout of the shape.</summary>
    public AlignedBuffer<sbyte> Effective { get; }

    /// <summary>Real value of one unit of the membrane.</summary>
    public float MembraneUnit { get; }

    public override float Threshold => _lif.Threshold * MembraneUnit;

    public override float Beta { get; }

    public override ResetKind Reset => _lif.Reset;

    public override void Forward(int block, int sample, InputTrain input, void* scratch)
    {
        int* current;
        if (Direct)
        {
            current = Constant(block, sample);
            sbyte* weights = Effective.Pointer + Shape.Block(block);
            DirectSum.Run(weights, Shape.Width, input.Active, input.Values, input.ActiveCount, current);
        }
        else
        {
            current = (int*)scratch;
            SpikeCurrents(block, input, current);
        }
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

    public override void Trace(int block, int sample, InputTrain input, void* scratch, float* distance)
    {
        int* current = Currents(block, sample, input, (int*)scratch);
        _lif.Trace(current, CurrentStride, Steps, Shape.Width, MembraneUnit, distance);
    }

    /// <summary>Membranes of a block in one sample, exactly: u before and v after the reset, steps × width each.</summary>
    /// <param name="block">Block of neurons.</param>
    /// <param name="sample">Place in the batch.</param>
    /// <param name="input">What the sample sent into the layer, as in <see cref="Forward"/>.</param>
    /// <param name="scratch">Working memory of <see cref="SpikingLayer.ScratchLength"/>.</param>
    /// <param name="before">u.</param>
    /// <param name="after">v.</param>
    public void Membranes(int block, int sample, InputTrain input, int* scratch, Span<int> before, Span<int> after) =>
        _lif.Membranes(
            Currents(block, sample, input, scratch),
            CurrentStride,
            Steps,
            Shape.Width,
            Shape.Used(block),
            before,
            after
        );

    private int* Currents(int block, int sample, InputTrain input, int* scratch)
    {
        if (Direct)
        {
            return Constant(block, sample);
        }
        SpikeCurrents(block, input, scratch);
        return scratch;
    }

    private void SpikeCurrents(int block, InputTrain input, int* current)
    {
        int width = Shape.Width;
        sbyte* weights = Effective.Pointer + Shape.Block(block);
        int* start = stackalloc int[64];
        SpikeSum.Run(weights, width, input.SteadySpikes, _largest, 0, null, start);
        for (int t = 0; t < Steps; t++)
        {
            SpikeSum.Run(weights, width, input.Step(t), _largest, _fractionBits, start, current + t * width);
        }
    }

    private int* Constant(int block, int sample) =>
        _constants.Pointer + (long)sample * Shape.Lanes + block * Shape.Width;

    public override double FinalMembrane(int sample, int neuron) =>
        _membranes.Pointer[(long)sample * Shape.Lanes + neuron];

    public override void Turn(int firstInput, int endInput, LayerShape lower, float* turned)
    {
        for (int input = firstInput; input < endInput; input++)
        {
            float* column = turned + (long)(input / lower.Width) * Shape.Lanes * lower.Width + input % lower.Width;
            for (int block = 0; block < Shape.Blocks; block++)
            {
                sbyte* row = Effective.Pointer + Shape.Block(block) + (long)input * Shape.Width;
                for (int j = 0; j < Shape.Width; j++)
                {
                    column[(long)(block * Shape.Width + j) * lower.Width] = row[j] * _weightUnit;
                }
            }
        }
    }

    public override void Dispose()
    {
        Effective.Dispose();
        _constants.Dispose();
        _membranes.Dispose();
        base.Dispose();
    }
}
