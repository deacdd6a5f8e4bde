using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Hnsg.Kernels.Selection;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Kernels;

/// <summary>The kernels of layers that compute with real numbers, each against its scalar twin, bit for bit.</summary>
public unsafe class RealKernelTests
{
    public static MatrixTheoryData<int, int> WidthsAndInputs => new(Sizes.Widths, Sizes.Inputs);

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void A_sum_of_pixels_or_activations_is_that_of_the_twin(int width, int inputs)
    {
        using InputTrain train = SomeNumbers.Pixels(inputs, 1, 5);
        using AlignedBuffer<float> weights = SomeNumbers.Floats(inputs * width, 6);
        using AlignedBuffer<float> real = SomeNumbers.Floats(inputs, 7);
        using var expected = new AlignedBuffer<float>(width);
        using var actual = new AlignedBuffer<float>(width);
        RealSum.Reference(
            weights.Pointer,
            width,
            train.Active,
            train.Values,
            train.ActiveCount,
            0.25f,
            expected.Pointer
        );
        RealSum.Run(weights.Pointer, width, train.Active, train.Values, train.ActiveCount, 0.25f, actual.Pointer);
        Bits.Same(expected, actual);
        RealSum.Reference(weights.Pointer, width, train.Active, real.Pointer, train.ActiveCount, 1, expected.Pointer);
        RealSum.Run(weights.Pointer, width, train.Active, real.Pointer, train.ActiveCount, 1, actual.Pointer);
        Bits.Same(expected, actual);
    }

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void A_gradient_of_activations_is_that_of_the_twin(int width, int inputs)
    {
        using var train = new InputTrain(1);
        using AlignedBuffer<float> sums = SomeNumbers.Floats(inputs, 8);
        train.FillPositive(sums.Span);
        Assert.Equal(sums.Span.ToArray().Count(sum => sum > 0), train.ActiveCount);
        using AlignedBuffer<float> delta = SomeNumbers.Floats(width, 9);
        using AlignedBuffer<float> expected = SomeNumbers.Floats(inputs * width, 10);
        using AlignedBuffer<float> actual = SomeNumbers.Copy(expected);
        AnalogGradient.Reference(train, delta.Pointer, width, inputs / 3, inputs, expected.Pointer);
        AnalogGradient.Run(train, delta.Pointer, width, inputs / 3, inputs, actual.Pointer);
        Bits.Same(expected, actual);
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(48, 16)]
    [InlineData(64, 32)]
    [InlineData(1040, 4096)]
    public void A_mask_is_drawn_as_by_the_twin(int length, int offset)
    {
        using AlignedBuffer<float> scores = SomeNumbers.Floats(length, 14, range: 6);
        using AlignedBuffer<sbyte> frozen = SomeNumbers.Weights(WeightKind.Binomial, length, 15);
        using var expected = new AlignedBuffer<sbyte>(length);
        using var actual = new AlignedBuffer<sbyte>(length);
        var key = new RandomKey(99);
        (long, long) sums = BernoulliMask.Reference(
            scores.Pointer,
            frozen.Pointer,
            key,
            3,
            offset,
            length,
            expected.Pointer
        );
        Assert.Equal(sums, BernoulliMask.Run(scores.Pointer, frozen.Pointer, key, 3, offset, length, actual.Pointer));
        Bits.Same(expected, actual);
        // The definition, in other words.
        for (int i = 0; i < length; i++)
        {
            ulong bits = key.Draw(3, (uint)((offset + i) / 4)) >> (16 * ((offset + i) % 4)) & 0xFFFF;
            double p = 1 / (1 + Math.Exp(-scores.Pointer[i]));
            if (Math.Abs(bits / 65536.0 - p) > 1e-4)
            {
                Assert.Equal(bits / 65536.0 < p ? frozen.Pointer[i] : 0, actual.Pointer[i]);
            }
        }
    }

    [Fact]
    public void Signed_bytes_are_widened_multiplied_and_turned_over()
    {
        using AlignedBuffer<sbyte> bytes = SomeNumbers.Weights(WeightKind.Uniform, 1040, 16);
        using AlignedBuffer<float> values = SomeNumbers.Floats(1040, 17);
        using AlignedBuffer<float> gradient = SomeNumbers.Floats(1040, 18);
        using AlignedBuffer<float> product = SomeNumbers.Copy(gradient);
        using AlignedBuffer<sbyte> turned = SomeNumbers.Copy(bytes);
        using var real = new AlignedBuffer<float>(1040);
        SignedBytes.ToReal(bytes.Pointer, 0.3f, 1040, real.Pointer);
        SignedBytes.Multiply(product.Pointer, bytes.Pointer, 0.3f, 1040);
        SignedBytes.NegateWhereBelowZero(turned.Pointer, values.Pointer, 1040);
        for (int i = 0; i < 1040; i++)
        {
            Assert.Equal(bytes.Pointer[i] * 0.3f, real.Pointer[i]);
            Assert.Equal(bytes.Pointer[i] * 0.3f * gradient.Pointer[i], product.Pointer[i]);
            Assert.Equal(values.Pointer[i] < 0 ? -bytes.Pointer[i] : bytes.Pointer[i], turned.Pointer[i]);
        }
    }
}
