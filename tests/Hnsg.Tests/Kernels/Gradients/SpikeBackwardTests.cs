using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Xunit;

namespace Hnsg.Tests.Kernels.Gradients;

public unsafe class SpikeBackwardTests
{
    public static MatrixTheoryData<int, int> WidthsAndNeurons => new(Sizes.Widths, Sizes.Neurons);

    public static MatrixTheoryData<int, int> WidthsAndSteps => new(Sizes.Widths, Sizes.Steps);

    [Theory, MemberData(nameof(WidthsAndNeurons))]
    public void Gradients_equal_the_reference_for_any_upper_layer(int width, int upper)
    {
        Check(width, upper, 7, 0);
        Check(width, upper, 8, 0.25f);
    }

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Gradients_equal_the_reference_for_any_number_of_steps(int width, int steps)
    {
        Check(width, 10, steps, -0.5f);
        Check(width, 130, steps, 0);
    }

    // Blocks lie further apart than they need to, and what must not be read is not a number.
    private static void Check(int width, int upperNeurons, int steps, float constant)
    {
        var upper = new MatrixLayout(1, upperNeurons);
        long stride = (steps + 3L) * upper.Width;
        using AlignedBuffer<float> weights = SomeNumbers.Floats((long)upper.Lanes * width, 14);
        weights.Span[(upperNeurons * width)..].Fill(float.NaN);
        using AlignedBuffer<float> values = SomeNumbers.Floats((long)steps * upper.Lanes, 15);
        using var delta = new AlignedBuffer<float>(stride * upper.Blocks);
        delta.Span.Fill(float.NaN);
        for (int t = 0; t < steps; t++)
        {
            for (int o = 0; o < upperNeurons; o++)
            {
                delta.Pointer[(o / upper.Width * stride) + (t * upper.Width) + (o % upper.Width)] = values.Pointer[
                    ((long)t * upper.Lanes) + o
                ];
            }
        }
        using var expected = new AlignedBuffer<float>((long)steps * width);
        using var actual = new AlignedBuffer<float>((long)steps * width);
        SpikeBackward.Reference(
            weights.Pointer,
            delta.Pointer,
            upper,
            stride,
            steps,
            width,
            constant,
            expected.Pointer
        );
        SpikeBackward.Run(weights.Pointer, delta.Pointer, upper, stride, steps, width, constant, actual.Pointer);
        Bits.Same(expected, actual);
        Assert.All(actual.Span.ToArray(), value => Assert.True(float.IsFinite(value)));
        double first = constant;
        for (int o = 0; o < upperNeurons; o++)
        {
            first += (double)weights.Pointer[o * width] * values.Pointer[o];
        }
        Assert.Equal(first, actual.Pointer[0], 1e-4);
    }
}
