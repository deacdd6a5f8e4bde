using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;

namespace Hnsg.Training.Methods;

/// <summary>Trains all weights, halfway drops those of the smallest magnitude, and trains the rest on.</summary>
/// <remarks>Han et al., NeurIPS 2015 (arXiv 1506.02626): train, prune, retrain. Pruning once and halfway is this project's choice.</remarks>
internal sealed unsafe class PrunedWeightMethod : WeightMethod
{
    private readonly long _keep;

    // 1 for kept and 0 for dropped connections; all 0 until the pruning.
    private readonly AlignedBuffer<float> _mask;
    private bool _due;
    private bool _pruned;
    private TopKSelection? _selection;

    public PrunedWeightMethod(NetworkSpec spec, int index, RealWeightLayer layer, MethodSetup setup)
        : base(spec, index, layer, setup)
    {
        _keep = spec.KeptConnections(index);
        _mask = new AlignedBuffer<float>(layer.Shape.Length);
    }

    // Until the pruning, what would be deployed is not what is trained.
    public override bool Draws => !_pruned;

    public override IReadOnlyList<AlignedBuffer<float>> State => [.. base.State, _mask];

    public override void Begin(long step, long steps) => _due = 2 * step >= steps;

    public override void Select(WorkerTeam team)
    {
        base.Select(team);
        if (_due && !_pruned)
        {
            // A checkpoint may have brought the mask.
            if (_mask.Span.Count(1) != _keep || _mask.Span.Count(0) != _mask.Length - _keep)
            {
                TopKSelection selection = Select(Shape, Values, _keep);
                MaskOf((at, index) => (_mask.Pointer[at] = Keeps(selection, at, index) ? 1 : 0) != 0);
            }
            _pruned = true;
            for (long i = 0; i < Shape.Length; i++)
            {
                Values.Pointer[i] *= _mask.Pointer[i];
            }
        }
        _selection = Deployed && !_pruned ? Select(Shape, Values, _keep) : null;
    }

    public override void Apply(Tile tile)
    {
        base.Apply(tile);
        if (_selection is { } selection)
        {
            for (int input = tile.FirstRow; input < tile.EndRow; input++)
            {
                for (int j = 0; j < Shape.Used(tile.Block); j++)
                {
                    int neuron = tile.Block * Shape.Width + j;
                    long at = Shape.Offset(input, neuron);
                    if (!Keeps(selection, at, (long)input * Shape.Columns + neuron))
                    {
                        Layer.Effective.Pointer[at] = 0;
                    }
                }
            }
        }
    }

    public override void Restored()
    {
        base.Restored();
        Shape.FillPadding(_mask.Span, 0);
    }

    public override Mask CurrentMask()
    {
        if (_pruned)
        {
            return MaskOf((at, _) => _mask.Pointer[at] != 0);
        }
        TopKSelection selection = Select(Shape, Values, _keep);
        return MaskOf((at, index) => Keeps(selection, at, index));
    }

    public override void Dispose()
    {
        _mask.Dispose();
        base.Dispose();
    }

    protected override void ToGradient(float* gradient, long offset, long length)
    {
        base.ToGradient(gradient, offset, length);
        if (_pruned)
        {
            for (long i = 0; i < length; i++)
            {
                gradient[i] *= _mask.Pointer[offset + i];
            }
        }
    }

    // Momentum from before the pruning must not bring a connection back.
    protected override void AfterUpdate(long offset, long length)
    {
        if (_pruned)
        {
            for (long i = offset; i < offset + length; i++)
            {
                Values.Pointer[i] *= _mask.Pointer[i];
            }
        }
    }

    private bool Keeps(TopKSelection selection, long at, long index) =>
        selection.Keeps(BitConverter.SingleToUInt32Bits(Values.Pointer[at]), index);
}
