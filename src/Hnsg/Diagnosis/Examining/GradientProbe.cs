using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;

namespace Hnsg.Diagnosis.Examining;

/// <summary>Trains nothing: leaves the layer's weights as they are and measures their gradient.</summary>
/// <param name="layer">The layer, with its weights.</param>
/// <param name="scale">From a gradient for inputs in their own units to that of what is trained.</param>
internal sealed unsafe class GradientProbe(SpikingLayer layer, double scale) : LayerMethod
{
    private double _sum;
    private long _count;

    public override Tile[][] Tiles { get; } = Tile.Split(layer.Shape, 1);

    public override IReadOnlyList<AlignedBuffer<float>> State => [];

    /// <summary>Root of the mean square over connections and batches.</summary>
    public double RootMeanSquare => scale * Math.Sqrt(_sum / Math.Max(1, _count));

    public override void Update(Tile tile, float* gradient, Optimiser optimiser)
    {
        int used = layer.Shape.Used(tile.Block);
        for (int input = 0; input < tile.EndRow - tile.FirstRow; input++)
        {
            float* row = gradient + (long)input * layer.Shape.Width;
            for (int j = 0; j < used; j++)
            {
                _sum += (double)row[j] * row[j];
            }
        }
        _count += (long)used * (tile.EndRow - tile.FirstRow);
    }

    public override void Select(WorkerTeam team) { }

    public override void Apply(Tile tile) { }

    public override string? Infinite => null;

    public override Mask CurrentMask() => throw new NotSupportedException();

    public override void Dispose() { }
}
