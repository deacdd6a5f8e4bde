using Hnsg.Kernels;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;

namespace Hnsg.Training.Methods;

/// <summary>A method that trains one number a connection.</summary>
internal abstract unsafe class ArrayMethod : LayerMethod
{
    private readonly AlignedBuffer<float>[] _optimiserState;

    protected ArrayMethod(MatrixLayout shape, MethodSetup setup)
    {
        Shape = shape;
        Tiles = Tile.Split(shape, setup.Threads);
        Values = new AlignedBuffer<float>(shape.Length);
        _optimiserState =
        [
            .. Enumerable.Range(0, setup.Optimiser.StateArrays).Select(_ => new AlignedBuffer<float>(shape.Length)),
        ];
    }

    public override Tile[][] Tiles { get; }

    public override IReadOnlyList<AlignedBuffer<float>> State => [Values, .. _optimiserState];

    protected MatrixLayout Shape { get; }

    /// <summary>What is trained.</summary>
    protected AlignedBuffer<float> Values { get; }

    public override void Update(Tile tile, float* gradient, Optimiser optimiser)
    {
        long offset = Shape.Block(tile.Block) + (long)tile.FirstRow * Shape.Width;
        long length = (long)(tile.EndRow - tile.FirstRow) * Shape.Width;
        ToGradient(gradient, offset, length);
        optimiser.Update(Values, gradient, _optimiserState, offset, length);
        AfterUpdate(offset, length);
    }

    public override void Dispose()
    {
        Values.Dispose();
        foreach (AlignedBuffer<float> state in _optimiserState)
        {
            state.Dispose();
        }
    }

    /// <summary>What <see cref="Values"/> are in lanes past the last neuron.</summary>
    protected virtual float Padding => 0;

    public override void Restored()
    {
        Shape.FillPadding(Values.Span, Padding);
        foreach (AlignedBuffer<float> state in _optimiserState)
        {
            Shape.FillPadding(state.Span, 0);
        }
    }

    /// <summary>Turns the gradient of effective weights into that of what is trained, in place.</summary>
    /// <param name="gradient">The gradient of a part.</param>
    /// <param name="offset">Where the part begins in <see cref="Values"/>.</param>
    /// <param name="length">A multiple of 16.</param>
    protected abstract void ToGradient(float* gradient, long offset, long length);

    /// <summary>Has the last word on a part of <see cref="Values"/>.</summary>
    protected virtual void AfterUpdate(long offset, long length) { }

    /// <summary>A mask of the connections for which something holds of their place in the arrays.</summary>
    protected Mask MaskOf(Func<long, long, bool> holds)
    {
        var mask = new MaskBuilder(Shape.Rows, Shape.Columns);
        for (int input = 0; input < Shape.Rows; input++)
        {
            for (int neuron = 0; neuron < Shape.Columns; neuron++)
            {
                long index = (long)input * Shape.Columns + neuron;
                if (holds(Shape.Offset(input, neuron), index))
                {
                    mask[index] = true;
                }
            }
        }
        return mask.Build();
    }

    /// <summary>The k largest magnitudes of an array, found by the calling thread alone.</summary>
    protected static TopKSelection Select(MatrixLayout shape, AlignedBuffer<float> values, long keep)
    {
        using var team = new WorkerTeam(1);
        var selection = new TopKSelection(shape, Tile.Split(shape, 1));
        selection.Run(team, values.Pointer, keep);
        return selection;
    }
}
