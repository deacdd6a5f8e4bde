using System.Runtime.Intrinsics;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;

namespace Hnsg.Training.Methods;

/// <summary>Trains the weights themselves: surrogate gradients for spiking neurons, plain ones for ReLU.</summary>
/// <remarks>
/// Neftci, Mostafa and Zenke, IEEE SPM 2019 (arXiv 1901.09948). Weights start uniform in ±gain·√(6 / fan_in), whose
/// variance is that of He et al. 2015 (arXiv 1502.01852).
/// </remarks>
internal unsafe class WeightMethod : ArrayMethod
{
    private readonly RealWeightLayer _layer;
    private volatile bool _overflowed;

    /// <summary>Draws the first weights.</summary>
    public WeightMethod(NetworkSpec spec, int index, RealWeightLayer layer, MethodSetup setup)
        : base(layer.Shape, setup)
    {
        _layer = layer;
        double range = spec.Layers[index].Gain * Math.Sqrt(6.0 / layer.Shape.Rows);
        Neurons = NeuronTraining.Of(spec, index, layer, setup);
        FirstValues.Draw(Values, layer.Shape, spec.Seed, index, range);
    }

    public override NeuronTraining? Neurons { get; }

    public override IReadOnlyList<AlignedBuffer<float>> State =>
        Neurons is null ? base.State : [.. base.State, .. Neurons.State];

    protected RealWeightLayer Layer => _layer;

    public override void Select(WorkerTeam team) => Neurons?.Apply();

    public override string? Infinite => _overflowed ? "weights" : Neurons?.Infinite;

    public override Mask CurrentMask() => MaskOf((_, _) => true);

    // An activity penalty sends gradients to lanes past the last neuron too. Their weights stay 0, or they would be among the
    // largest that a pruning keeps.
    public override void Update(Tile tile, float* gradient, Optimiser optimiser)
    {
        int used = Shape.Used(tile.Block);
        for (int row = 0; used < Shape.Width && row < tile.EndRow - tile.FirstRow; row++)
        {
            new Span<float>(gradient + row * Shape.Width + used, Shape.Width - used).Clear();
        }
        base.Update(tile, gradient, optimiser);
    }

    public override void Apply(Tile tile)
    {
        int used = Shape.Used(tile.Block);
        Vector512<float> poison = default;
        for (int input = tile.FirstRow; input < tile.EndRow; input++)
        {
            long row = Shape.Block(tile.Block) + (long)input * Shape.Width;
            for (int j = 0; j < Shape.Width; j += 16)
            {
                poison += Vector512.LoadAligned(Values.Pointer + row + j) * Vector512<float>.Zero;
            }
            new ReadOnlySpan<float>(Values.Pointer + row, used).CopyTo(
                new Span<float>(_layer.Effective.Pointer + row, used)
            );
        }
        if (!Vector512.EqualsAll(poison, Vector512<float>.Zero))
        {
            _overflowed = true;
        }
    }

    public override void Dispose()
    {
        Neurons?.Dispose();
        base.Dispose();
    }

    protected override void ToGradient(float* gradient, long offset, long length)
    {
        if (_layer.InputUnit == 1)
        {
            return;
        }
        var unit = Vector512.Create(_layer.InputUnit);
        for (long i = 0; i < length; i += 16)
        {
            (Vector512.LoadAligned(gradient + i) * unit).StoreAligned(gradient + i);
        }
    }
}
