using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;

namespace Hnsg.Training.Methods;

/// <summary>Scores over frozen weights, top k of |score|, in a layer that computes with real numbers.</summary>
internal sealed unsafe class RealMaskMethod : ArrayMethod
{
    private readonly RealWeightLayer _layer;
    private readonly long _keep;
    private readonly float _scale;
    private readonly AlignedBuffer<sbyte> _frozen;
    private readonly AlignedBuffer<sbyte> _kept;
    private readonly TopKSelection _selection;

    public RealMaskMethod(NetworkSpec spec, int index, RealWeightLayer layer, MethodSetup setup)
        : base(layer.Shape, setup)
    {
        _layer = layer;
        _keep = spec.KeptConnections(index);
        _scale = (float)spec.Scale(index);
        _frozen = new AlignedBuffer<sbyte>(Shape.Length);
        _kept = new AlignedBuffer<sbyte>(Shape.Length);
        _selection = new TopKSelection(Shape, Tiles);
        FrozenLayout.Fill(spec, index, Shape, _frozen);
        FirstValues.Draw(Values, Shape, spec.Seed, index, 1 / Math.Sqrt(Shape.Rows));
    }

    public override AlignedBuffer<float>? Scores => Values;

    public override void Select(WorkerTeam team) => _selection.Run(team, Values.Pointer, _keep);

    public override string? Infinite => _selection.Overflowed ? "scores" : null;

    public override void Apply(Tile tile)
    {
        MaskedWeights.Run(Shape, tile, _selection, Values.Pointer, _frozen.Pointer, _kept.Pointer);
        long first = Shape.Block(tile.Block) + (long)tile.FirstRow * Shape.Width;
        long length = (long)(tile.EndRow - tile.FirstRow) * Shape.Width;
        SignedBytes.ToReal(_kept.Pointer + first, _scale, length, _layer.Effective.Pointer + first);
    }

    public override Mask CurrentMask() =>
        MaskOf((at, index) => _selection.Keeps(BitConverter.SingleToUInt32Bits(Values.Pointer[at]), index));

    public override void Dispose()
    {
        _frozen.Dispose();
        _kept.Dispose();
        base.Dispose();
    }

    protected override void ToGradient(float* gradient, long offset, long length) =>
        ScoreGradient.Run(
            gradient,
            Values.Pointer + offset,
            _frozen.Pointer + offset,
            _scale * _layer.InputUnit,
            length
        );
}
