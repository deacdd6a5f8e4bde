using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels.Neurons;

/// <summary>The step of every neuron, in integers and in float32, as vectors and one by one.</summary>
public unsafe class StepTests
{
    private const float Unit = 0.0123f;

    public static MatrixTheoryData<int, int> WidthsAndSteps => new(Sizes.Widths, Sizes.Steps);

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Spikes_membranes_and_distances_are_those_of_the_equations(int width, int steps)
    {
        using AlignedBuffer<int> current = SomeNumbers.Integers((long)steps * width, 7, 1000);
        foreach (SomeNeuron neuron in SomeNeuron.All)
        {
            foreach (int stride in (int[])[width, 0])
            {
                int used = width - (neuron.Shift & 1);
                var expected = Enumerable
                    .Range(0, width)
                    .Select(j => neuron.Run(Enumerable.Range(0, steps).Select(t => current.Span[t * stride + j])))
                    .ToArray();
                var block = new NeuronBlock(steps, width, used);
                var currents = new WideCurrents(current.Pointer, stride);
                Check(
                    neuron,
                    block,
                    expected,
                    (it, b, memory, z) =>
                    {
                        neuron.Kernels.Run(it, b, currents, memory);
                        neuron.Kernels.Trace(it, b, currents, (float*)z);
                    }
                );
                CheckScalar(neuron, block, expected, currents);
            }
        }
    }

    // States that are carried on from one range of steps to the next give what all steps at once give.
    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void A_range_of_steps_goes_on_from_the_range_before(int width, int steps)
    {
        using AlignedBuffer<int> current = SomeNumbers.Integers((long)steps * width, 8, 1000);
        foreach (SomeNeuron neuron in SomeNeuron.All.Where(it => it.Threshold == 700))
        {
            NeuronConstants it = neuron.Constants(Unit);
            using var whole = new State(steps, width);
            neuron.Kernels.Run(
                it,
                new(steps, width, width),
                new WideCurrents(current.Pointer, width),
                whole.At(0, false)
            );
            using var parts = new State(steps, width);
            int half = steps / 2;
            neuron.Kernels.Run(
                it,
                new(half, width, width),
                new WideCurrents(current.Pointer, width),
                parts.At(0, false)
            );
            neuron.Kernels.Run(
                it,
                new(steps - half, width, width),
                new WideCurrents(current.Pointer + half * width, width),
                parts.At(half, true)
            );
            Bits.Same(whole.Words, parts.Words, $"{neuron}");
            Bits.Same(whole.Membranes, parts.Membranes, $"{neuron}");
        }
    }

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Real_neurons_are_the_same_as_vectors_and_one_by_one(int width, int steps)
    {
        using AlignedBuffer<float> current = SomeNumbers.Floats((long)steps * width, 11, range: 2);
        foreach (NeuronKind kind in (NeuronKind[])[NeuronKind.Lif, NeuronKind.If, NeuronKind.Cuba])
        {
            Compare<SubtractReset>(kind, current, width, steps);
            Compare<ZeroReset>(kind, current, width, steps);
            Compare<DelayedSubtractReset>(kind, current, width, steps);
            Compare<NoReset>(kind, current, width, steps);
        }
    }

    [Fact]
    public void A_membrane_at_the_threshold_does_not_spike_and_one_above_does()
    {
        Assert.Equal((0UL, 100), Once(100, 0));
        Assert.Equal((1UL, 1), Once(101, 0));
    }

    // −1 >> 4 is −1, so a negative membrane always moves towards 0; a small positive one stays.
    [Fact]
    public void Decay_rounds_down()
    {
        Assert.Equal((0UL, 0), Once(0, -1));
        Assert.Equal((0UL, 15), Once(0, 15));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void A_reset_that_is_none_makes_no_neurons(int reset)
    {
        foreach (NeuronKind kind in (NeuronKind[])[NeuronKind.Lif, NeuronKind.If, NeuronKind.Cuba])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => NeuronCatalog.Find(kind, (ResetKind)reset));
        }
    }

    private static (ulong Spikes, int Membrane) Once(int current, int before)
    {
        int v = before;
        ulong word = 0;
        NeuronKernels<LifNeuron, SubtractReset>.Run<IntegerLane, WideCurrents>(
            new NeuronConstants(new LifSpec { DecayShift = 4 }, 100, 1),
            new NeuronBlock(1, 1, 1),
            new WideCurrents(&current, 0),
            new NeuronMemory
            {
                Membranes = &v,
                Carried = true,
                Words = &word,
            }
        );
        return (word, v);
    }

    private delegate void Runs(NeuronConstants it, NeuronBlock block, NeuronMemory memory, nint distance);

    private static void CheckScalar(
        SomeNeuron neuron,
        NeuronBlock block,
        (long[] Before, long Last, bool[] Spikes)[] expected,
        WideCurrents currents
    )
    {
        void Of<TNeuron, TReset>()
            where TNeuron : INeuron
            where TReset : IReset =>
            Check(
                neuron,
                block,
                expected,
                (it, b, memory, z) =>
                {
                    NeuronKernels<TNeuron, TReset>.Run<IntegerLane, WideCurrents>(it, b, currents, memory);
                    NeuronKernels<TNeuron, TReset>.Trace<IntegerLane, WideCurrents>(it, b, currents, (float*)z);
                }
            );

        void With<TReset>()
            where TReset : IReset
        {
            if (neuron.Kind == NeuronKind.Lif)
            {
                Of<LifNeuron, TReset>();
            }
            else if (neuron.Kind == NeuronKind.If)
            {
                Of<IfNeuron, TReset>();
            }
            else
            {
                Of<CubaNeuron, TReset>();
            }
        }

        switch (neuron.Reset)
        {
            case ResetKind.Subtract:
                With<SubtractReset>();
                break;
            case ResetKind.Zero:
                With<ZeroReset>();
                break;
            case ResetKind.DelayedSubtract:
                With<DelayedSubtractReset>();
                break;
            default:
                With<NoReset>();
                break;
        }
    }

    private static void Check(
        SomeNeuron neuron,
        NeuronBlock block,
        (long[] Before, long Last, bool[] Spikes)[] expected,
        Runs run
    )
    {
        const int stride = 3;
        (int steps, int width, int used) = block;
        using var words = new AlignedBuffer<ulong>(steps * stride);
        using var membranes = new AlignedBuffer<int>(width);
        using var second = new AlignedBuffer<int>(width);
        using var distance = new AlignedBuffer<float>((long)steps * width);
        words.Span.Fill(ulong.MaxValue);
        run(
            neuron.Constants(Unit),
            block,
            new NeuronMemory
            {
                Membranes = membranes.Pointer,
                Second = second.Pointer,
                Words = words.Pointer + 1,
                WordStride = stride,
            },
            (nint)distance.Pointer
        );
        for (int t = 0; t < steps; t++)
        {
            ulong word = 0;
            for (int j = 0; j < width; j++)
            {
                word |= (j < used && expected[j].Spikes[t] ? 1UL : 0) << j;
                float z = (expected[j].Before[t] - neuron.Threshold) * Unit;
                Assert.Equal(z, distance.Span[t * width + j]);
            }
            Assert.Equal(word, words.Span[t * stride + 1]);
            Assert.Equal(ulong.MaxValue, words.Span[t * stride]);
        }
        Assert.Equal(expected.Select(it => (int)it.Last), membranes.Span.ToArray());
    }

    private static void Compare<TReset>(NeuronKind kind, AlignedBuffer<float> current, int width, int steps)
        where TReset : IReset
    {
        if (kind == NeuronKind.Lif)
        {
            Compare<LifNeuron, TReset>(kind, current, width, steps);
        }
        else if (kind == NeuronKind.If)
        {
            Compare<IfNeuron, TReset>(kind, current, width, steps);
        }
        else
        {
            Compare<CubaNeuron, TReset>(kind, current, width, steps);
        }
    }

    private static void Compare<TNeuron, TReset>(NeuronKind kind, AlignedBuffer<float> current, int width, int steps)
        where TNeuron : INeuron
        where TReset : IReset
    {
        var spec = new LifSpec
        {
            Kind = kind,
            DecayShift = 3,
            SynapseShift = kind == NeuronKind.Cuba ? 2 : 0,
            Threshold = 0.7,
        };
        NeuronConstants it = new(spec);
        NeuronKernels kernels = new NeuronKernels<TNeuron, TReset>();
        var block = new NeuronBlock(steps, width, width);
        foreach (int stride in (int[])[0, width])
        {
            var currents = new RealCurrents(current.Pointer, stride);
            using var expected = new State(steps, width);
            using var actual = new State(steps, width);
            NeuronKernels<TNeuron, TReset>.Run<RealLane, RealCurrents>(it, block, currents, expected.At(0, false));
            kernels.Run(it, block, currents, actual.At(0, false));
            Bits.Same(expected.Words, actual.Words);
            Bits.Same(expected.Membranes, actual.Membranes);
            using var distance = new AlignedBuffer<float>((long)steps * width);
            using var other = new AlignedBuffer<float>((long)steps * width);
            NeuronKernels<TNeuron, TReset>.Trace<RealLane, RealCurrents>(it, block, currents, distance.Pointer);
            kernels.Trace(it, block, currents, other.Pointer);
            Bits.Same(distance, other);
        }
    }

    /// <summary>Membranes of a block, and its spikes at first all set.</summary>
    private sealed class State : IDisposable
    {
        private readonly AlignedBuffer<int> _second;

        public State(int steps, int width)
        {
            Membranes = new(width);
            _second = new(width);
            Words = new(steps);
            Words.Span.Fill(ulong.MaxValue);
        }

        public AlignedBuffer<int> Membranes { get; }

        public AlignedBuffer<ulong> Words { get; }

        internal NeuronMemory At(int step, bool carried) =>
            new()
            {
                Membranes = Membranes.Pointer,
                Second = _second.Pointer,
                Carried = carried,
                Words = Words.Pointer + step,
                WordStride = 1,
            };

        public void Dispose()
        {
            Membranes.Dispose();
            _second.Dispose();
            Words.Dispose();
        }
    }
}
