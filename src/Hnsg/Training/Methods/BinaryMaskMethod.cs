using System.Numerics;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Training.Optimisers;

namespace Hnsg.Training.Methods;

/// <summary>Top-k masks over the signs of random weights, scaled by α, the mean magnitude of the kept.</summary>
/// <remarks>
/// Diffenderfer and Kailkhura, ICLR 2021 (arXiv 2103.09377). A weight is its sign, the frozen weight, times a magnitude
/// |popcount of 16 random bits − 8|, a half-Gaussian of rms 2. Only the mean of the magnitudes is ever used: α in units
/// of the rms goes into the layer's gain, and so into its integer threshold, anew at every step.
/// </remarks>
internal sealed unsafe class BinaryMaskMethod : LayerMethod
{
    private const double MagnitudeRms = 2;

    private readonly NetworkSpec _spec;
    private readonly int _index;
    private readonly IntegerLayer _layer;
    private readonly TopKMaskMethod _masks;
    private readonly AlignedBuffer<sbyte> _magnitudes;
    private readonly Action<int> _add;
    private readonly long _keep;
    private long _sum;

    public BinaryMaskMethod(NetworkSpec spec, int index, IntegerLayer layer, MethodSetup setup)
    {
        _spec = spec;
        _index = index;
        _layer = layer;
        _keep = spec.KeptConnections(index);
        _masks = new TopKMaskMethod(spec, index, layer, setup.Optimiser, setup.Threads);
        _magnitudes = Draw(layer.Shape, spec.Seed, index);
        _add = Add;
        Gain = spec.Layers[index].Gain;
    }

    /// <summary>The layer's gain with α in it.</summary>
    public double Gain { get; private set; }

    public override bool Rescales => true;

    public override Tile[][] Tiles => _masks.Tiles;

    public override AlignedBuffer<float>? Scores => _masks.Scores;

    public override IReadOnlyList<AlignedBuffer<float>> State => _masks.State;

    public override void Update(Tile tile, float* gradient, Optimiser optimiser)
    {
        // The masks scale by the nominal gain; Adam hardly sees it, but the gradient should be the gradient.
        float alpha = (float)(Gain / _spec.Layers[_index].Gain);
        long length = (long)(tile.EndRow - tile.FirstRow) * _layer.Shape.Width;
        for (long i = 0; i < length; i++)
        {
            gradient[i] *= alpha;
        }
        _masks.Update(tile, gradient, optimiser);
    }

    // α is a ratio of whole numbers, so the order in which threads add does not matter.
    public override void Select(WorkerTeam team)
    {
        _masks.Select(team);
        _sum = 0;
        team.Run(_add);
        Gain = Math.Max(1e-6, _spec.Layers[_index].Gain * (_sum / (_keep * MagnitudeRms)));
        LayerSpec[] layers = [.. _spec.Layers];
        layers[_index] = layers[_index] with { Gain = Gain };
        _layer.Rescale(_spec with { Layers = layers }, _index);
    }

    public override void Apply(Tile tile) => _masks.Apply(tile);

    public override string? Infinite => _masks.Infinite;

    public override Mask CurrentMask() => _masks.CurrentMask();

    public override void Restored() => _masks.Restored();

    public override void Dispose()
    {
        _magnitudes.Dispose();
        _masks.Dispose();
    }

    private void Add(int thread)
    {
        long sum = 0;
        foreach (Tile tile in Tiles[thread])
        {
            sum += _masks.SumKept(tile, _magnitudes.Pointer);
        }
        Interlocked.Add(ref _sum, sum);
    }

    private static AlignedBuffer<sbyte> Draw(MatrixLayout shape, ulong seed, int index)
    {
        var magnitudes = new AlignedBuffer<sbyte>(shape.Length);
        var key = new RandomKey(seed);
        uint stream = RandomStream.Magnitudes(index);
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                long connection = (long)input * shape.Columns + neuron;
                ulong block = key.Draw(stream, (uint)(connection / 4));
                uint bits = (uint)(block >> (int)(16 * (connection % 4))) & 0xFFFF;
                magnitudes.Pointer[shape.Offset(input, neuron)] = (sbyte)Math.Abs(BitOperations.PopCount(bits) - 8);
            }
        }
        return magnitudes;
    }
}
