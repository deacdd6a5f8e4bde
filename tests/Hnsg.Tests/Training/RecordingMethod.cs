using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;

namespace Hnsg.Tests.Training;

/// <summary>Trains nothing: fixed weights, and the weight gradient is kept to be looked at.</summary>
internal sealed unsafe class RecordingMethod(RealLayer layer, Func<int, int, float> weight, int threads) : LayerMethod
{
    private readonly AlignedBuffer<float> _gradient = new(layer.Shape.Length);

    public override Tile[][] Tiles { get; } = Tile.Split(layer.Shape, threads);

    public override IReadOnlyList<AlignedBuffer<float>> State => [];

    public float Gradient(int input, int neuron) => _gradient.Pointer[layer.Shape.Offset(input, neuron)];

    public override void Update(Tile tile, float* gradient, Optimiser optimiser)
    {
        int width = layer.Shape.Width;
        int length = (tile.EndRow - tile.FirstRow) * width;
        long offset = layer.Shape.Block(tile.Block) + (long)tile.FirstRow * width;
        new Span<float>(gradient, length).CopyTo(new Span<float>(_gradient.Pointer + offset, length));
    }

    public override void Select(WorkerTeam team) { }

    public override void Apply(Tile tile)
    {
        for (int input = tile.FirstRow; input < tile.EndRow; input++)
        {
            for (int j = 0; j < layer.Shape.Used(tile.Block); j++)
            {
                int neuron = tile.Block * layer.Shape.Width + j;
                layer.Effective.Pointer[layer.Shape.Offset(input, neuron)] = weight(input, neuron);
            }
        }
    }

    public override string? Infinite => null;

    public override Mask CurrentMask() => throw new NotSupportedException();

    public override void Dispose() => _gradient.Dispose();
}
