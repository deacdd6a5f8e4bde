using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;

namespace Hnsg.Training.Methods;

/// <summary>
/// The k connections of the largest |score| stay, with the score's sign times their frozen weight: masks in −1, 0, +1.
/// </summary>
/// <remarks>
/// Koster, Grothe and Rettinger, ICLR 2022 (arXiv 2201.13361), with the top k of this project in place of their
/// thresholds. The mask is straight-through: ∂L/∂S = w · ∂L/∂(effective weight), also where a connection is dropped.
/// </remarks>
internal sealed unsafe class SignedMaskMethod : ArrayMethod
{
    private readonly IntegerLayer _layer;
    private readonly long _keep;
    private readonly float _gradientScale;
    private readonly AlignedBuffer<sbyte> _frozen;
    private readonly TopKSelection _selection;

    public SignedMaskMethod(NetworkSpec spec, int index, IntegerLayer layer, MethodSetup setup)
        : base(layer.Shape, setup)
    {
        _layer = layer;
        _keep = spec.KeptConnections(index);
        _gradientScale = (float)(layer.Direct ? spec.MembraneUnit(index) : spec.Scale(index));
        _frozen = new AlignedBuffer<sbyte>(Shape.Length);
        _selection = new TopKSelection(Shape, Tiles);
        FrozenLayout.Fill(spec, index, Shape, _frozen);
        FirstValues.Draw(Values, Shape, spec.Seed, index, 1 / Math.Sqrt(Shape.Rows));
    }

    public override AlignedBuffer<float>? Scores => Values;

    public override void Select(WorkerTeam team) => _selection.Run(team, Values.Pointer, _keep);

    public override string? Infinite => _selection.Overflowed ? "scores" : null;

    public override void Apply(Tile tile)
    {
        MaskedWeights.Run(Shape, tile, _selection, Values.Pointer, _frozen.Pointer, _layer.Effective.Pointer);
        long first = Shape.Block(tile.Block) + (long)tile.FirstRow * Shape.Width;
        long length = (long)(tile.EndRow - tile.FirstRow) * Shape.Width;
        SignedBytes.NegateWhereBelowZero(_layer.Effective.Pointer + first, Values.Pointer + first, length);
    }

    public override Mask CurrentMask() => MaskOf(Keeps);

    /// <summary>Which of the kept connections have the negative of their frozen weight.</summary>
    public Mask Negated() => MaskOf((at, index) => Values.Pointer[at] < 0 && Keeps(at, index));

    public override void Dispose()
    {
        _frozen.Dispose();
        base.Dispose();
    }

    protected override void ToGradient(float* gradient, long offset, long length) =>
        SignedBytes.Multiply(gradient, _frozen.Pointer + offset, _gradientScale, length);

    private bool Keeps(long at, long index) =>
        _selection.Keeps(BitConverter.SingleToUInt32Bits(Values.Pointer[at]), index);
}
