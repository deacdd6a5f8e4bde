using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>A layer of a hidden network: small integer weights, integer membranes.</summary>
internal sealed unsafe class IntegerLayer : SpikingLayer
{
    private readonly LifSpec _lif;
    private readonly int _largest;
    private readonly int _fractionBits;
    private float _weightUnit;
    private readonly AlignedBuffer<int> _pixelCurrents;
    private readonly AlignedBuffer<int> _membranes;
    private readonly bool _narrow;
    private readonly AlignedBuffer<short>? _kept;

    /// <summary>Makes a layer of a spec, its weights all 0.</summary>
    public IntegerLayer(NetworkSpec spec, int layer, int capacity)
        : base(
            NeuronCatalog.Find(spec.Layers[layer].Lif.Kind, spec.Layers[layer].Lif.Reset),
            new MatrixLayout(spec.FanIn(layer), spec.Layers[layer].Neurons),
            spec.Steps,
            layer == 0 && spec.Encoding == InputEncoding.Direct,
            capacity
        )
    {
        _lif = spec.Layers[layer].Lif;
        _largest = FrozenWeights.Largest(spec.Weights);
        _fractionBits = spec.FractionBits;
        Rescale(spec, layer);
        Effective = new AlignedBuffer<sbyte>(Shape.Length);
        _pixelCurrents = new AlignedBuffer<int>(Direct ? (long)capacity * Shape.Lanes : 0);
        _membranes = new AlignedBuffer<int>((long)capacity * Shape.Lanes);
        _narrow = SpikeCounts.Fits(Shape, _largest);
        if (!Direct && _narrow && Shape.Blocks == 1)
        {
            _kept = new AlignedBuffer<short>((long)capacity * Steps * Shape.Width);
        }
    }

    /// <summary>Effective weights: the frozen weight or 0, in the layout of the shape.</summary>
    public AlignedBuffer<sbyte> Effective { get; }

    /// <summary>Takes over the scale of a spec that has another gain or kept fraction in this layer.</summary>
    public void Rescale(NetworkSpec spec, int layer)
    {
        _weightUnit = (float)spec.Scale(layer);
        Constants = new NeuronConstants(_lif, spec.Threshold(layer), (float)spec.MembraneUnit(layer));
    }

    public override void Forward(int firstBlock, int endBlock, int sample, InputTrain input, void* scratch)
    {
        int* second = stackalloc int[64];
        for (int block = firstBlock; block < endBlock; block += BlocksAtOnce)
        {
            int end = Math.Min(block + BlocksAtOnce, endBlock);
            short* counts = Direct || !_narrow ? null : Count(block, end, sample, input, scratch);
            for (int b = block; b < end; b++)
            {
                if (Direct)
                {
                    SumPixels(b, sample, input);
                }
                var memory = new NeuronMemory
                {
                    Membranes = Membranes(b, sample),
                    Second = second,
                    Words = SpikeWords(b, sample),
                    WordStride = Shape.Blocks,
                };
                if (counts != null)
                {
                    Neurons.Run(Constants, Size(b), Counts(counts, b - block), memory);
                }
                else
                {
                    Neurons.Run(Constants, Size(b), Currents(b, sample, input, (int*)scratch), memory);
                }
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
                    Neurons.Trace(Constants, Size(b), Counts(counts, b - block), distance);
                }
                else
                {
                    Neurons.Trace(Constants, Size(b), Currents(b, sample, input, (int*)scratch), distance);
                }
            }
        }
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
    public void Membranes(int block, int sample, InputTrain input, int* scratch, Span<int> before, Span<int> after) =>
        Neurons.Membranes(Constants, Size(block), Currents(block, sample, input, scratch), before, after);

    private void SumPixels(int block, int sample, InputTrain input) =>
        DirectSum.Run(
            Weights(block),
            Shape.Width,
            input.Active,
            input.Values,
            input.ActiveCount,
            _largest,
            PixelCurrent(block, sample)
        );

    // The currents of the steps, summed anew where they come of spikes.
    private WideCurrents Currents(int block, int sample, InputTrain input, int* scratch)
    {
        if (Direct)
        {
            return new WideCurrents(PixelCurrent(block, sample), 0);
        }
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

    private int* PixelCurrent(int block, int sample) =>
        _pixelCurrents.Pointer + (long)sample * Shape.Lanes + block * Shape.Width;

    public override double FinalMembrane(int sample, int neuron) =>
        _membranes.Pointer[(long)sample * Shape.Lanes + neuron];

    public override int Decide(int sample, ReadOnlySpan<int> votes) =>
        Decision.Of(votes, new ReadOnlySpan<int>(_membranes.Pointer + (long)sample * Shape.Lanes, Shape.Columns));

    public override void Transpose(int firstRow, int endRow, MatrixLayout lower, float* transposed)
    {
        for (int input = firstRow; input < endRow; input++)
        {
            float* column = transposed + (long)(input / lower.Width) * Shape.Lanes * lower.Width + input % lower.Width;
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
        _pixelCurrents.Dispose();
        _membranes.Dispose();
        _kept?.Dispose();
        base.Dispose();
    }
}
