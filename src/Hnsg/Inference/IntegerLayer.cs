using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>A layer of a hidden network: small integer weights, integer membranes.</summary>
internal sealed unsafe class IntegerLayer : SpikingLayer
{
    private readonly LifSpec _spec;
    private IntegerLif _lif;
    private readonly int _largest;
    private readonly int _fractionBits;
    private float _weightUnit;
    private readonly AlignedBuffer<int> _constants;
    private readonly AlignedBuffer<int> _membranes;
    private readonly int? _synapseShift;
    private readonly float _alpha;
    private readonly bool _narrow;
    private readonly AlignedBuffer<short>? _kept;

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
        _spec = lif;
        _lif = IntegerLif.Of(spec, layer);
        Dynamics = lif.Kind.Dynamics;
        _synapseShift = lif.Kind == NeuronKind.Cuba ? lif.SynapseShift : null;
        _alpha = (float)lif.Alpha;
        _largest = FrozenWeights.Largest(spec.Weights);
        _fractionBits = spec.FractionBits;
        _weightUnit = (float)spec.Scale(layer);
        MembraneUnit = (float)spec.MembraneUnit(layer);
        Beta = (float)lif.Beta;
        Effective = new AlignedBuffer<sbyte>(Shape.Length);
        _constants = new AlignedBuffer<int>(Direct ? (long)capacity * Shape.Lanes : 0);
        _membranes = new AlignedBuffer<int>((long)capacity * Shape.Lanes);
        _narrow = SpikeCounts.Fits(Shape, _largest) && _synapseShift is null && Dynamics is null;
        if (!Direct && _narrow && Shape.Blocks == 1)
        {
            _kept = new AlignedBuffer<short>((long)capacity * Steps * Shape.Width);
        }
    }

    /// <summary>Effective weights: the frozen weight or 0, in the layout of the shape.</summary>
    public AlignedBuffer<sbyte> Effective { get; }

    /// <summary>Real value of one unit of the membrane.</summary>
    public float MembraneUnit { get; private set; }

    /// <summary>Takes over the scale of a spec that has another gain or kept fraction in this layer.</summary>
    public void Rescale(NetworkSpec spec, int layer)
    {
        _lif = _lif with { Threshold = spec.Threshold(layer) };
        _weightUnit = (float)spec.Scale(layer);
        MembraneUnit = (float)spec.MembraneUnit(layer);
    }

    public override float Threshold => _lif.Threshold * MembraneUnit;

    public override float Beta { get; }

    public override ResetKind Reset => _lif.Reset;

    public override NeuronConstants<float> Constants => new(_spec, Threshold);

    private NeuronConstants<int> Integers => new(_spec, _lif.Threshold);

    public override void Forward(int firstBlock, int endBlock, int sample, InputTrain input, void* scratch)
    {
        if (Direct)
        {
            for (int block = firstBlock; block < endBlock; block++)
            {
                int* current = Constant(block, sample);
                DirectSum.Run(
                    Weights(block),
                    Shape.Width,
                    input.Active,
                    input.Values,
                    input.ActiveCount,
                    _largest,
                    current
                );
                Run(block, sample, Currents(block, sample, input, (int*)scratch));
            }
            return;
        }
        for (int block = firstBlock; block < endBlock; block += BlocksAtOnce)
        {
            int end = Math.Min(block + BlocksAtOnce, endBlock);
            if (_narrow)
            {
                short* counts = Count(block, end, sample, input, scratch);
                for (int b = block; b < end; b++)
                {
                    Run(b, sample, Counts(counts, b - block));
                }
                continue;
            }
            for (int b = block; b < end; b++)
            {
                Run(b, sample, Currents(b, sample, input, (int*)scratch));
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
        for (int block = firstBlock; block < endBlock; block += BlocksAtOnce)
        {
            int end = Math.Min(block + BlocksAtOnce, endBlock);
            short* counts =
                Direct || !_narrow ? null
                : _kept is null ? Count(block, end, sample, input, scratch)
                : Kept(sample);
            for (int b = block; b < end; b++, distance += Steps * Shape.Width)
            {
                if (counts != null)
                {
                    _lif.Trace(Counts(counts, b - block), Steps, Shape.Width, MembraneUnit, distance);
                }
                else
                {
                    WideCurrents currents = Currents(b, sample, input, (int*)scratch);
                    if (Dynamics is null)
                    {
                        _lif.Trace(currents, Steps, Shape.Width, MembraneUnit, distance);
                    }
                    else
                    {
                        Dynamics.Trace(Integers, Size(b), currents.Pointer, currents.Stride, MembraneUnit, distance);
                    }
                }
            }
        }
    }

    private void Run<TCurrents>(int block, int sample, TCurrents currents)
        where TCurrents : struct, ICurrents =>
        _lif.Run(currents, Steps, Shape.Width, SpikeWords(block, sample), Shape.Blocks, Membranes(block, sample));

    private void Run(int block, int sample, WideCurrents currents)
    {
        if (Dynamics is null)
        {
            Run<WideCurrents>(block, sample, currents);
            return;
        }
        Dynamics.Run(
            Integers,
            Size(block),
            currents.Pointer,
            currents.Stride,
            SpikeWords(block, sample),
            Shape.Blocks,
            Membranes(block, sample)
        );
    }

    // Sums of up to two blocks, in working memory or where they are kept for the way back.
    private short* Count(int block, int end, int sample, InputTrain input, void* scratch)
    {
        short* counts = _kept is null ? (short*)scratch : Kept(sample);
        SpikeCounts.Run(Weights(block), Shape, end - block, input, _largest, counts);
        return counts;
    }

    private CountCurrents Counts(short* counts, int block) =>
        new(counts + block * Steps * Shape.Width, Shape.Width, _fractionBits);

    private short* Kept(int sample) => _kept!.Pointer + (long)sample * Steps * Shape.Width;

    /// <summary>Membranes of a block in one sample, exactly: u before and v after the reset, steps × width each.</summary>
    /// <param name="block">Block of neurons.</param>
    /// <param name="sample">Place in the batch.</param>
    /// <param name="input">What the sample sent into the layer, as in <see cref="Forward"/>.</param>
    /// <param name="scratch">Working memory of <see cref="SpikingLayer.ScratchLength"/>.</param>
    /// <param name="before">u.</param>
    /// <param name="after">v.</param>
    public void Membranes(int block, int sample, InputTrain input, int* scratch, Span<int> before, Span<int> after)
    {
        WideCurrents currents = Currents(block, sample, input, scratch);
        if (Dynamics is null)
        {
            _lif.Membranes(currents, Steps, Shape.Width, Shape.Used(block), before, after);
            return;
        }
        Dynamics.Membranes(Integers, Size(block), currents.Pointer, currents.Stride, before, after);
    }

    public override void ThroughSynapse(float* delta)
    {
        if (_synapseShift is not null)
        {
            RealSynapse.Back(_alpha, Steps, Shape.Width, delta);
        }
    }

    // What the membranes get at each step.
    private WideCurrents Currents(int block, int sample, InputTrain input, int* scratch)
    {
        WideCurrents sums = Direct ? new WideCurrents(Constant(block, sample), 0) : Sum(block, input, scratch);
        if (_synapseShift is not { } shift)
        {
            return sums;
        }
        IntegerSynapse.Run(shift, sums, Steps, Shape.Width, scratch);
        return new WideCurrents(scratch, Shape.Width);
    }

    private WideCurrents Sum(int block, InputTrain input, int* scratch)
    {
        int width = Shape.Width;
        sbyte* weights = Weights(block);
        int* start = stackalloc int[64];
        SpikeSum.Run(weights, width, input.SteadySpikes, _largest, 0, null, start);
        for (int t = 0; t < Steps; t++)
        {
            SpikeSum.Run(weights, width, input.Step(t), _largest, _fractionBits, start, scratch + t * width);
        }
        return new WideCurrents(scratch, width);
    }

    private sbyte* Weights(int block) => Effective.Pointer + Shape.Block(block);

    private int* Membranes(int block, int sample) =>
        _membranes.Pointer + (long)sample * Shape.Lanes + block * Shape.Width;

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
        _kept?.Dispose();
        base.Dispose();
    }
}
