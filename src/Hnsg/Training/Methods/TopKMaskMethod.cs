using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;

namespace Hnsg.Training.Methods;

/// <summary>Method <c>hnsg</c>: scores are trained, the k connections of the layer with the largest |score| stay.</summary>
/// <remarks>Ramanujan et al., CVPR 2020 (arXiv 1911.13299), under the surrogate gradient of spiking neurons.</remarks>
internal sealed unsafe class TopKMaskMethod : LayerMethod
{
    private readonly IntegerLayer _layer;
    private readonly int _index;
    private long _keep;
    private float _gradientScale;
    private readonly AlignedBuffer<sbyte> _frozen;
    private readonly AlignedBuffer<float> _scores;
    private readonly AlignedBuffer<float>[] _optimiserState;
    private readonly TopKSelection _selection;

    /// <summary>Draws weights and first scores.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="index">Which layer of it.</param>
    /// <param name="layer">The layer that gets the effective weights.</param>
    /// <param name="optimiser">Says how many arrays it remembers.</param>
    /// <param name="threads">Number of threads.</param>
    public TopKMaskMethod(NetworkSpec spec, int index, IntegerLayer layer, Optimiser optimiser, int threads)
    {
        MatrixLayout shape = layer.Shape;
        _layer = layer;
        _index = index;
        SetScale(spec);
        Tiles = Tile.Split(shape, threads);
        _frozen = new AlignedBuffer<sbyte>(shape.Length);
        _scores = new AlignedBuffer<float>(shape.Length);
        _optimiserState =
        [
            .. Enumerable.Range(0, optimiser.StateArrays).Select(_ => new AlignedBuffer<float>(shape.Length)),
        ];
        _selection = new TopKSelection(shape, Tiles);
        FrozenLayout.Fill(spec, index, shape, _frozen);
        FirstValues.Draw(_scores, shape, spec.Seed, index, 1 / Math.Sqrt(shape.Rows));
    }

    /// <summary>Takes over the kept fraction and the scale of a spec; the layer has to be told by the caller.</summary>
    public void SetScale(NetworkSpec spec)
    {
        _keep = spec.KeptConnections(_index);
        _gradientScale = (float)(_layer.Direct ? spec.MembraneUnit(_index) : spec.Scale(_index));
    }

    public override Tile[][] Tiles { get; }

    public override AlignedBuffer<float>? Scores => _scores;

    public override IReadOnlyList<AlignedBuffer<float>> State => [_scores, .. _optimiserState];

    public override void Update(Tile tile, float* gradient, Optimiser optimiser)
    {
        MatrixLayout shape = _layer.Shape;
        long offset = shape.Block(tile.Block) + (long)tile.FirstRow * shape.Width;
        long length = (long)(tile.EndRow - tile.FirstRow) * shape.Width;
        optimiser.UpdateScores(
            _scores,
            gradient,
            _frozen.Pointer + offset,
            _gradientScale,
            _optimiserState,
            offset,
            length
        );
    }

    public override void Select(WorkerTeam team) => _selection.Run(team, _scores.Pointer, _keep);

    public override string? Infinite => _selection.Overflowed ? "scores" : null;

    public override void Apply(Tile tile) =>
        MaskedWeights.Run(_layer.Shape, tile, _selection, _scores.Pointer, _frozen.Pointer, _layer.Effective.Pointer);

    /// <summary>Sum over the kept connections of a tile of a byte that each has.</summary>
    public long SumKept(Tile tile, sbyte* bytes)
    {
        MatrixLayout shape = _layer.Shape;
        long sum = 0;
        for (int input = tile.FirstRow; input < tile.EndRow; input++)
        {
            long row = shape.Block(tile.Block) + (long)input * shape.Width;
            long index = (long)input * shape.Columns + tile.Block * shape.Width;
            int used = shape.Used(tile.Block);
            for (int j = 0; j < used; j++)
            {
                bool keeps = _selection.Keeps(BitConverter.SingleToUInt32Bits(_scores.Pointer[row + j]), index + j);
                sum += keeps ? bytes[row + j] : 0;
            }
        }
        return sum;
    }

    public override Mask CurrentMask()
    {
        MatrixLayout shape = _layer.Shape;
        var mask = new MaskBuilder(shape.Rows, shape.Columns);
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                uint bits = BitConverter.SingleToUInt32Bits(_scores.Pointer[shape.Offset(input, neuron)]);
                if (_selection.Keeps(bits, (long)input * shape.Columns + neuron))
                {
                    mask[input, neuron] = true;
                }
            }
        }
        return mask.Build();
    }

    public override void Restored()
    {
        foreach (AlignedBuffer<float> array in State)
        {
            _layer.Shape.FillPadding(array.Span, 0);
        }
    }

    public override void Dispose()
    {
        _frozen.Dispose();
        _scores.Dispose();
        foreach (AlignedBuffer<float> state in _optimiserState)
        {
            state.Dispose();
        }
    }
}
