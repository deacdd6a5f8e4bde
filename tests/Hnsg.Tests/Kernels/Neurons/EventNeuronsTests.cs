using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Kernels.Neurons;

public unsafe class EventNeuronsTests
{
    private const int FractionBits = 3;

    public static MatrixTheoryData<int, int> NeuronsAndSteps => new(Sizes.Neurons, [1, 2, 7, 25, RowLists.MostSteps]);

    public static MatrixTheoryData<int, int> NeuronsAndInputs => new(Sizes.Neurons, [0, 1, 15, 16, 127, 128, 129, 300]);

    [Theory, MemberData(nameof(NeuronsAndSteps))]
    public void Spikes_and_membranes_equal_the_reference(int neurons, int steps)
    {
        const int inputs = 40;
        var shape = new MatrixLayout(inputs, neurons);
        using RowLists lists = SomeLists.Of(inputs, shape.Width, steps, 0.2, 8);
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.Weights(kind, shape.Length, 6);
            foreach (SomeNeuron neuron in Neurons())
            {
                Check(weights, shape, neuron, FrozenWeights.Largest(kind), lists, steps);
            }
        }
    }

    // 16 rows of +8 make 128: more than a byte holds.
    [Theory, MemberData(nameof(NeuronsAndInputs))]
    public void No_byte_overflows_when_every_weight_is_the_largest(int neurons, int inputs)
    {
        var shape = new MatrixLayout(inputs, neurons);
        using RowLists lists = SomeLists.Of(inputs, shape.Width, 3, 1, 8);
        foreach (sbyte weight in (sbyte[])[1, -1, 8, -8])
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(weight, shape.Length);
            Check(
                weights,
                shape,
                new SomeNeuron(NeuronKind.Lif, ResetKind.Subtract, 4, 0, 900),
                Math.Abs(weight),
                lists,
                3
            );
        }
    }

    [Theory, MemberData(nameof(NeuronsAndSteps))]
    public void A_constant_current_equals_the_reference(int neurons, int steps)
    {
        var shape = new MatrixLayout(1, neurons);
        using AlignedBuffer<int> current = SomeNumbers.Integers(shape.Lanes, 7, 1000);
        foreach (SomeNeuron neuron in Neurons())
        {
            EventNeurons layer = Layer(neuron, null, shape, 1);
            using var expected = new State(shape, steps, current);
            layer.ReferenceConstant(0, steps, expected.View);
            foreach (int stop in Stops(steps))
            {
                using var state = new State(shape, steps, current);
                layer.RunConstant(0, stop, state.View);
                layer.RunConstant(stop, steps, state.View);
                state.Same(expected, neuron);
            }
        }
    }

    [Theory, MemberData(nameof(NeuronsAndInputs))]
    public void Sums_of_rows_equal_the_reference(int neurons, int inputs)
    {
        var shape = new MatrixLayout(inputs, neurons);
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
        MatrixLayout shape,
        SomeNeuron neuron,
        int largest,
        RowLists lists,
        int steps
    )
    {
        EventNeurons layer = Layer(neuron, weights.Pointer, shape, largest);
        using AlignedBuffer<int> steady = SomeNumbers.Integers(shape.Lanes, 7, 100);
        using var expected = new State(shape, steps, steady);
        layer.Reference(lists, 0, steps, expected.View);
        foreach (int stop in Stops(steps))
        {
            using var state = new State(shape, steps, steady);
            layer.Run(lists, 0, stop, state.View);
            layer.Run(lists, stop, steps, state.View);
            state.Same(expected, neuron);
        }
    }

    private static EventNeurons Layer(SomeNeuron neuron, sbyte* weights, MatrixLayout shape, int largest) =>
        neuron.Kernels.Events(neuron.Constants(1), new EventWeights(weights, shape, largest, FractionBits));

    // All at once, and going on from where it was.
    private static int[] Stops(int steps) => [steps, steps / 2];

    private static IEnumerable<SomeNeuron> Neurons() =>
        SomeNeuron.All.Where(it => it.Shift < 15 && it.Threshold is 0 or 700);

    /// <summary>Membranes of a layer, and its spikes at first all set.</summary>
    private sealed class State : IDisposable
    {
        private readonly AlignedBuffer<int> _steady;
        private readonly AlignedBuffer<int> _membranes;
        private readonly AlignedBuffer<int> _second;
        private readonly AlignedBuffer<ulong> _words;

        public State(MatrixLayout shape, int steps, AlignedBuffer<int> steady)
        {
            _steady = steady;
            _membranes = new(shape.Lanes);
            _second = new(shape.Lanes);
            _words = new((long)steps * shape.Blocks);
            _words.Span.Fill(ulong.MaxValue);
        }

        internal EventState View =>
            new()
            {
                Steady = _steady.Pointer,
                Membranes = _membranes.Pointer,
                Second = _second.Pointer,
                Words = _words.Pointer,
            };

        public void Same(State expected, SomeNeuron neuron)
        {
            Bits.Same(expected._words, _words, $"{neuron}");
            Bits.Same(expected._membranes, _membranes, $"{neuron}");
            Bits.Same(expected._second, _second, $"{neuron}");
        }

        public void Dispose()
        {
            _membranes.Dispose();
            _second.Dispose();
            _words.Dispose();
        }
    }
}
