using Hnsg.Kernels;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels.Sums;

public unsafe class PairSumTests
{
    public static MatrixTheoryData<int, int> NeuronsAndInputs =>
        new(Sizes.Neurons, [1, 2, 7, 31, 63, 64, 65, 127, 128, 129, 258]);

    [Theory, MemberData(nameof(NeuronsAndInputs))]
    public void A_current_is_the_sum_of_pixels_times_weights(int neurons, int inputs)
    {
        var shape = new MatrixLayout(inputs, neurons);
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.Weights(kind, shape.Length, 6);
            Check(weights, shape, SomeNumbers.Picture(inputs, 5), FrozenWeights.Largest(kind));
        }
    }

    // 64 pairs of white pixels make 32,640, just below what 16 bits hold; with weights of 8 it is 8 pairs.
    [Theory, MemberData(nameof(NeuronsAndInputs))]
    public void No_lane_overflows_when_every_pixel_is_white_and_every_weight_the_largest(int neurons, int inputs)
    {
        var shape = new MatrixLayout(inputs, neurons);
        byte[] white = [.. Enumerable.Repeat(byte.MaxValue, inputs)];
        foreach (sbyte weight in (sbyte[])[1, -1, 8, -8])
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(weight, shape.Length);
            Check(weights, shape, white, Math.Abs(weight));
        }
    }

    [Fact]
    public void A_black_picture_has_no_current()
    {
        var shape = new MatrixLayout(65, 70);
        using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(1, shape.Length);
        Check(weights, shape, new byte[65], 1);
    }

    private static void Check(AlignedBuffer<sbyte> weights, MatrixLayout shape, byte[] picture, int largest)
    {
        int pairs = PairSum.Pairs(shape.Rows);
        using var pixels = new AlignedBuffer<byte>(picture.Length + 64);
        picture.CopyTo(pixels.Span);
        using var listed = new AlignedBuffer<ushort>(pairs);
        using var values = new AlignedBuffer<ushort>(pairs);
        using var paired = new AlignedBuffer<sbyte>(PairSum.Length(shape));
        using AlignedBuffer<int> current = SomeNumbers.Integers(shape.Lanes, 1, 9);
        using AlignedBuffer<int> reference = SomeNumbers.Integers(shape.Lanes, 2, 9);
        PairSum.Pack(weights.Pointer, shape, paired.Pointer);
        int count = PairSum.List(pixels.Pointer, picture.Length, listed.Pointer, values.Pointer);
        int[] some = [.. Enumerable.Range(0, pairs).Where(p => pixels.Span[2 * p] != 0 || pixels.Span[2 * p + 1] != 0)];
        Assert.Equal(some, listed.Span[..count].ToArray().Select(p => (int)p));
        PairSum.Run(paired.Pointer, shape, largest, listed.Pointer, values.Pointer, count, current.Pointer);
        PairSum.Reference(paired.Pointer, shape, listed.Pointer, values.Pointer, count, reference.Pointer);
        Bits.Same(reference, current);
        for (int j = 0; j < shape.Columns; j++)
        {
            Assert.Equal(
                Enumerable.Range(0, shape.Rows).Sum(i => picture[i] * weights.Span[(int)shape.Offset(i, j)]),
                current.Span[j]
            );
        }
    }
}
