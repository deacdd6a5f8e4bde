using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Shared;

namespace Hnsg.Training.Methods;

/// <summary>The sigmoid of a score is the probability that its connection is there; every step draws a mask anew.</summary>
/// <remarks>
/// Zhou, Lan, Liu and Yosinski, NeurIPS 2019 (arXiv 1905.01067), with two choices of this project, so that the density
/// is that of the other methods: after each step all scores of the layer move by the same amount, a Newton step
/// towards Σ p = k·n; and what is deployed are the k·n likeliest connections instead of one more draw.
/// </remarks>
internal sealed unsafe class BernoulliMaskMethod : ArrayMethod
{
    private const double MostShift = 0.5;

    // Far enough below for a probability of exactly 0.
    private const float Never = -1000;

    private readonly IntegerLayer _layer;
    private readonly int _index;
    private readonly long _keep;
    private readonly float _gradientScale;
    private readonly RandomKey _key;
    private readonly AlignedBuffer<sbyte> _frozen;
    private RandomKey _draw;
    private TopKSelection? _likeliest;
    private AlignedBuffer<float>? _ranks;
    private long _expected;
    private long _slope;
    private volatile bool _overflowed;

    public BernoulliMaskMethod(NetworkSpec spec, int index, IntegerLayer layer, MethodSetup setup)
        : base(layer.Shape, setup)
    {
        _layer = layer;
        _index = index;
        _keep = spec.KeptConnections(index);
        _gradientScale = (float)(layer.Direct ? spec.MembraneUnit(index) : spec.Scale(index));
        _key = new RandomKey(spec.Seed);
        _frozen = new AlignedBuffer<sbyte>(Shape.Length);
        FrozenLayout.Fill(spec, index, Shape, _frozen);
        double k = Math.Clamp(spec.Layers[index].Keep, 1e-4, 1 - 1e-4);
        float start = (float)(PortableMath.Log(k) - PortableMath.Log(1 - k));
        FirstValues.Draw(Values, Shape, spec.Seed, index, 0.5);
        var used = new HashSet<int>(Enumerable.Range(0, Shape.Blocks).Where(b => Shape.Used(b) < Shape.Width));
        for (int block = 0; block < Shape.Blocks; block++)
        {
            for (long at = Shape.Block(block); at < Shape.Block(block) + (long)Shape.Rows * Shape.Width; at++)
            {
                bool exists = !used.Contains(block) || at % Shape.Width < Shape.Used(block);
                Values.Pointer[at] = exists ? Values.Pointer[at] + start : Never;
            }
        }
    }

    public override bool Draws => true;

    protected override float Padding => Never;

    public override void Begin(long step, long steps) => _draw = _key.Derive(RandomStream.Masks, (uint)step);

    public override void Select(WorkerTeam team)
    {
        (_expected, _slope) = (0, 0);
        _likeliest = Deployed ? Likeliest() : null;
    }

    public override void Apply(Tile tile)
    {
        if (_likeliest is { } likeliest)
        {
            MaskedWeights.Run(Shape, tile, likeliest, _ranks!.Pointer, _frozen.Pointer, _layer.Effective.Pointer);
            return;
        }
        long first = Shape.Block(tile.Block) + (long)tile.FirstRow * Shape.Width;
        long length = (long)(tile.EndRow - tile.FirstRow) * Shape.Width;
        (long expected, long slope) = BernoulliMask.Run(
            Values.Pointer + first,
            _frozen.Pointer + first,
            _draw,
            (uint)_index,
            first,
            length,
            _layer.Effective.Pointer + first
        );
        Interlocked.Add(ref _expected, expected);
        Interlocked.Add(ref _slope, slope);
    }

    public override string? Infinite => _overflowed ? "scores" : null;

    public override Mask CurrentMask()
    {
        TopKSelection likeliest = Likeliest();
        return MaskOf((at, index) => likeliest.Keeps(BitConverter.SingleToUInt32Bits(_ranks!.Pointer[at]), index));
    }

    public override void Dispose()
    {
        _frozen.Dispose();
        _ranks?.Dispose();
        base.Dispose();
    }

    protected override void ToGradient(float* gradient, long offset, long length) =>
        BernoulliMask.Gradient(gradient, Values.Pointer + offset, _frozen.Pointer + offset, _gradientScale, length);

    protected override void AfterUpdate(long offset, long length)
    {
        double missing = _keep - _expected / 65536.0;
        double slope = Math.Max(_slope / 65536.0, 1e-3 * _keep);
        float shift = (float)Math.Clamp(missing / slope, -MostShift, MostShift);
        float poison = 0;
        for (long i = offset; i < offset + length; i++)
        {
            float value = Values.Pointer[i] + shift;
            poison += value * 0;
            Values.Pointer[i] = value;
        }
        if (poison != 0 || float.IsNaN(poison))
        {
            _overflowed = true;
        }
    }

    // Ranks are above 0 and order as the scores do, so that the selection by magnitude finds the largest scores. Lanes
    // past the last neuron stay 0: scores may well fall below theirs.
    private TopKSelection Likeliest()
    {
        _ranks ??= new AlignedBuffer<float>(Shape.Length);
        for (int block = 0; block < Shape.Blocks; block++)
        {
            for (int input = 0; input < Shape.Rows; input++)
            {
                long row = Shape.Block(block) + (long)input * Shape.Width;
                for (long i = row; i < row + Shape.Used(block); i++)
                {
                    float score = Values.Pointer[i];
                    _ranks.Pointer[i] = score >= 0 ? 1 + score : 1 / (1 - score);
                }
            }
        }
        return Select(Shape, _ranks, _keep);
    }
}
