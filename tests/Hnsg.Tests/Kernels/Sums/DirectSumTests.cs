using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Kernels.Sums;

public unsafe class DirectSumTests
{
    public static MatrixTheoryData<int, int> WidthsAndInputs => new(Sizes.Widths, Sizes.Inputs);

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void A_current_is_the_sum_of_pixels_times_weights(int width, int inputs)
    {
        using InputTrain train = SomeNumbers.Pixels(inputs, 1, 5);
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.Weights(kind, inputs * width, 6);
            Check(weights, width, train);
        }
    }

    // 16 products of 255·8 make 32,640, just below what 16 bits hold.
    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void No_lane_overflows_when_every_pixel_is_white_and_every_weight_the_largest(int width, int inputs)
    {
        var white = new byte[inputs];
        Array.Fill(white, byte.MaxValue);
        using var train = new InputTrain(1);
        new DirectEncoder().Encode(white, default, 0, train);
        foreach (sbyte weight in (sbyte[])[8, -8])
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(weight, inputs * width);
            Check(weights, width, train);
        }
    }

    private static void Check(AlignedBuffer<sbyte> weights, int width, InputTrain train)
    {
        var expected = new int[width];
        for (int a = 0; a < train.ActiveCount; a++)
        {
            for (int j = 0; j < width; j++)
            {
                expected[j] += train.Values[a] * weights.Span[(train.Active[a] * width) + j];
            }
        }
        using var current = new AlignedBuffer<int>(width);
        DirectSum.Reference(weights.Pointer, width, train.Active, train.Values, train.ActiveCount, current.Pointer);
        Assert.Equal(expected, current.Span.ToArray());
        current.Span.Fill(-1);
        DirectSum.Run(weights.Pointer, width, train.Active, train.Values, train.ActiveCount, 8, current.Pointer);
        Assert.Equal(expected, current.Span.ToArray());
    }
}
