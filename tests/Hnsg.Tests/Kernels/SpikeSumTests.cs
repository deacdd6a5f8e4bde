using Hnsg.Kernels;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels;

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
                Check(weights, width, SomeNumbers.Subset(inputs, density, 2), FrozenWeights.Largest(kind));
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
            Check(weights, width, SomeNumbers.Subset(inputs, 1, 2), Math.Abs(weight));
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
            ushort[] spikes = SomeNumbers.Subset(inputs, density, 4);
            fixed (ushort* s = spikes)
            {
                SpikeSum.Reference(weights.Pointer, width, s, spikes.Length, expected.Pointer);
                SpikeSum.Run(weights.Pointer, width, s, spikes.Length, actual.Pointer);
            }
            Bits.Same(expected, actual, $"at density {density}");
        }
    }

    private static void Check(AlignedBuffer<sbyte> weights, int width, ushort[] spikes, int largest)
    {
        using var current = new AlignedBuffer<int>(width);
        foreach (int fractionBits in (int[])[0, 8, 12])
        {
            fixed (ushort* s = spikes)
            {
                SpikeSum.Reference(weights.Pointer, width, s, spikes.Length, fractionBits, current.Pointer);
                Assert.Equal(Definition(), current.Span.ToArray());
                current.Span.Fill(-1);
                SpikeSum.Run(weights.Pointer, width, s, spikes.Length, largest, fractionBits, current.Pointer);
                Assert.Equal(Definition(), current.Span.ToArray());
            }

            int[] Definition() =>
                [
                    .. Enumerable
                        .Range(0, width)
                        .Select(j => spikes.Sum(i => weights.Span[(i * width) + j]) * (1 << fractionBits)),
                ];
        }
    }
}
