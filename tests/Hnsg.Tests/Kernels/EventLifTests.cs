using Hnsg.Kernels;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels;

public unsafe class EventLifTests
{
    private const int FractionBits = 3;

    public static MatrixTheoryData<int, int> NeuronsAndSteps => new(Sizes.Neurons, [1, 2, 7, 25, RowLists.MostSteps]);

    public static MatrixTheoryData<int, int> NeuronsAndInputs => new(Sizes.Neurons, [0, 1, 15, 16, 127, 128, 129, 300]);

    [Theory, MemberData(nameof(NeuronsAndSteps))]
    public void Spikes_and_membranes_equal_the_reference(int neurons, int steps)
    {
        const int inputs = 40;
        var shape = new LayerShape(inputs, neurons);
        using RowLists lists = SomeLists.Of(inputs, shape.Width, steps, 0.2, 8);
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.Weights(kind, shape.Length, 6);
            foreach (IntegerLif lif in Neurons())
            {
                Check(weights, shape, lif, FrozenWeights.Largest(kind), lists, steps);
            }
        }
    }

    // 16 rows of +8 make 128: more than a byte holds.
    [Theory, MemberData(nameof(NeuronsAndInputs))]
    public void No_byte_overflows_when_every_weight_is_the_largest(int neurons, int inputs)
    {
        var shape = new LayerShape(inputs, neurons);
        using RowLists lists = SomeLists.Of(inputs, shape.Width, 3, 1, 8);
        foreach (sbyte weight in (sbyte[])[1, -1, 8, -8])
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(weight, shape.Length);
            Check(weights, shape, new IntegerLif(4, 900, ResetKind.Subtract), Math.Abs(weight), lists, 3);
        }
    }

    [Theory, MemberData(nameof(NeuronsAndSteps))]
    public void A_constant_current_equals_the_reference(int neurons, int steps)
    {
        var shape = new LayerShape(1, neurons);
        using AlignedBuffer<int> current = SomeNumbers.Integers(shape.Lanes, 7, 1000);
        foreach (IntegerLif lif in Neurons())
        {
            using var expected = new State(shape, steps);
            ConstantLif.Reference(
                shape,
                lif,
                current.Pointer,
                0,
                steps,
                expected.Membranes.Pointer,
                expected.Words.Pointer
            );
            foreach (int stop in Stops(steps))
            {
                using var state = new State(shape, steps);
                ConstantLif.Run(shape, lif, current.Pointer, 0, stop, state.Membranes.Pointer, state.Words.Pointer);
                ConstantLif.Run(shape, lif, current.Pointer, stop, steps, state.Membranes.Pointer, state.Words.Pointer);
                state.Same(expected, lif);
            }
        }
    }

    [Theory, MemberData(nameof(NeuronsAndInputs))]
    public void Sums_of_rows_equal_the_reference(int neurons, int inputs)
    {
        var shape = new LayerShape(inputs, neurons);
        using RowLists lists = SomeLists.Of(inputs, shape.Width, 1, 0, 9);
        foreach (sbyte weight in (sbyte[])[1, -1, 7, 8, -8])
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(weight, shape.Length);
            using var sums = new AlignedBuffer<int>(shape.Lanes);
            using var expected = new AlignedBuffer<int>(shape.Lanes);
            RowSum.Run(weights.Pointer, shape, Math.Abs(weight), lists.Steady, lists.SteadyCount, sums.Pointer);
            RowSum.Reference(weights.Pointer, shape, lists.Steady, lists.SteadyCount, expected.Pointer);
            Bits.Same(expected, sums);
            Assert.Equal(weight * lists.SteadyCount, sums.Span[0]);
        }
    }

    private static void Check(
        AlignedBuffer<sbyte> weights,
        LayerShape shape,
        IntegerLif lif,
        int largest,
        RowLists lists,
        int steps
    )
    {
        var layer = new EventLif(weights.Pointer, shape, lif, largest, FractionBits);
        using AlignedBuffer<int> steady = SomeNumbers.Integers(shape.Lanes, 7, 100);
        using var expected = new State(shape, steps);
        layer.Reference(lists, 0, steps, steady.Pointer, expected.Membranes.Pointer, expected.Words.Pointer);
        foreach (int stop in Stops(steps))
        {
            using var state = new State(shape, steps);
            layer.Run(lists, 0, stop, steady.Pointer, state.Membranes.Pointer, state.Words.Pointer);
            layer.Run(lists, stop, steps, steady.Pointer, state.Membranes.Pointer, state.Words.Pointer);
            state.Same(expected, lif);
        }
    }

    // All at once, and going on from where it was.
    private static int[] Stops(int steps) => [steps, steps / 2];

    private static IEnumerable<IntegerLif> Neurons() =>
        from reset in Enum.GetValues<ResetKind>()
        from shift in (int[])[1, 4]
        from threshold in (int[])[0, 70]
        select new IntegerLif(shift, threshold, reset);

    /// <summary>Membranes of a layer, and its spikes at first all set.</summary>
    private sealed class State : IDisposable
    {
        public State(LayerShape shape, int steps)
        {
            Membranes = new(shape.Lanes);
            Words = new((long)steps * shape.Blocks);
            Words.Span.Fill(ulong.MaxValue);
        }

        public AlignedBuffer<int> Membranes { get; }

        public AlignedBuffer<ulong> Words { get; }

        public void Same(State expected, IntegerLif lif)
        {
            Bits.Same(expected.Words, Words, $"{lif}");
            Bits.Same(expected.Membranes, Membranes, $"{lif}");
        }

        public void Dispose()
        {
            Membranes.Dispose();
            Words.Dispose();
        }
    }
}
