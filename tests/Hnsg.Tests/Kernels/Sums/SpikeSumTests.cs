using Hnsg.Kernels;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Kernels.Sums;

public unsafe class SpikeSumTests
{
    public static MatrixTheoryData<int, int> WidthsAndInputs => new(Sizes.Widths, Sizes.Inputs);

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void Integer_sums_are_the_weights_of_the_spikes(int width, int inputs)
    {
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.Weights(kind, inputs * width, 1);
            foreach (double density in (double[])[0, 0.1, 0.5, 1])
            {
                ushort[] events = SomeNumbers.Subset(inputs, density, 2);
                foreach (double silent in (double[])[0, 0.3, 1])
                {
                    ushort[] silences = SomeNumbers.Subset(inputs, silent, 3);
                    Check(weights, width, events, silences, FrozenWeights.Largest(kind));
                }
            }
        }
    }

    // 16 rows of +8 make 128: more than a byte holds.
    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void No_byte_overflows_when_every_input_spikes_and_every_weight_is_the_largest(int width, int inputs)
    {
        foreach (sbyte weight in (sbyte[])[1, -1, 7, -7, 8, -8, 127, -127])
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(weight, inputs * width);
            ushort[] all = SomeNumbers.Subset(inputs, 1, 2);
            Check(weights, width, all, [], Math.Abs(weight));
            Check(weights, width, [], all, Math.Abs(weight));
            Check(weights, width, all, all, Math.Abs(weight));
        }
    }

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void Real_sums_equal_the_reference(int width, int inputs)
    {
        using AlignedBuffer<float> weights = SomeNumbers.Floats(inputs * width, 3);
        using var expected = new AlignedBuffer<float>(width);
        using var actual = new AlignedBuffer<float>(width);
        foreach (double density in (double[])[0, 0.1, 0.5, 1])
        {
            ushort[] events = SomeNumbers.Subset(inputs, density, 4);
            ushort[] silences = SomeNumbers.Subset(inputs, density / 2, 6);
            using AlignedBuffer<float> start = SomeNumbers.Floats(width, 5);
            fixed (
                ushort* e = events,
                    s = silences
            )
            {
                var spikes = new StepSpikes(e, events.Length, s, silences.Length);
                SpikeSum.Reference(weights.Pointer, width, spikes, start.Pointer, expected.Pointer);
                SpikeSum.Run(weights.Pointer, width, spikes, start.Pointer, actual.Pointer);
                Bits.Same(expected, actual, $"at density {density}");
                SpikeSum.Reference(weights.Pointer, width, spikes, null, expected.Pointer);
                SpikeSum.Run(weights.Pointer, width, spikes, null, actual.Pointer);
                Bits.Same(expected, actual, $"at density {density} from 0");
            }
        }
    }

    private static void Check(AlignedBuffer<sbyte> weights, int width, ushort[] events, ushort[] silences, int largest)
    {
        using var current = new AlignedBuffer<int>(width);
        using var start = new AlignedBuffer<int>(width);
        for (int j = 0; j < width; j++)
        {
            start.Span[j] = 1000 * j - 7000;
        }
        foreach (int fractionBits in (int[])[0, 8, 12])
        {
            fixed (
                ushort* e = events,
                    s = silences
            )
            {
                var spikes = new StepSpikes(e, events.Length, s, silences.Length);
                int[] expected = [.. Enumerable.Range(0, width).Select(j => (start.Span[j] + Sum(j)) << fractionBits)];
                SpikeSum.Reference(weights.Pointer, width, spikes, fractionBits, start.Pointer, current.Pointer);
                Assert.Equal(expected, current.Span.ToArray());
                current.Span.Fill(-1);
                SpikeSum.Run(weights.Pointer, width, spikes, largest, fractionBits, start.Pointer, current.Pointer);
                Assert.Equal(expected, current.Span.ToArray());
                SpikeSum.Run(weights.Pointer, width, spikes, largest, 0, null, current.Pointer);
                Assert.Equal(Enumerable.Range(0, width).Select(Sum), current.Span.ToArray());
            }

            int Sum(int j) =>
                events.Sum(i => weights.Span[(i * width) + j]) - silences.Sum(i => weights.Span[(i * width) + j]);
        }
    }
}
