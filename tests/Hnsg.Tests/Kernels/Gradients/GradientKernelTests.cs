using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Kernels.Gradients;

/// <summary>The two kernels that add a sample's gradient to that of a block: of spikes, and of pixels.</summary>
public unsafe class GradientKernelTests
{
    public static MatrixTheoryData<int, int> WidthsAndInputs => new(Sizes.Widths, Sizes.Inputs);

    public static MatrixTheoryData<int, int> WidthsAndSteps => new(Sizes.Widths, Sizes.Steps);

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void Gradients_of_spikes_equal_the_reference_for_any_number_of_inputs(int width, int inputs) =>
        CheckSpikes(SomeNumbers.Spikes(inputs, 8, 9), width, inputs);

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Gradients_of_spikes_equal_the_reference_for_any_number_of_steps(int width, int steps) =>
        CheckSpikes(SomeNumbers.Spikes(33, steps, 9), width, 33);

    // Bright pixels spike at every step, and their sums are made once.
    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Gradients_of_rate_coded_pixels_equal_the_reference(int width, int steps)
    {
        using var encoder = new RateEncoder(steps);
        var train = new InputTrain(steps);
        encoder.Encode(SomeNumbers.Picture(65, 14), new RandomKey(15), 0, train);
        CheckSpikes(train, width, 65);
    }

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void Gradients_of_pixels_equal_the_reference_for_any_number_of_inputs(int width, int inputs) =>
        CheckPixels(width, inputs, 8);

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Gradients_of_pixels_equal_the_reference_for_any_number_of_steps(int width, int steps) =>
        CheckPixels(width, 33, steps);

    // Integers are exact in float32, so every order of additions gives the plain double sum.
    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void The_gradient_is_the_sum_over_steps_of_spike_times_delta(int width, int steps)
    {
        const int inputs = 21;
        using InputTrain train = SomeNumbers.Spikes(inputs, steps, 8);
        using var delta = new AlignedBuffer<float>((long)steps * width);
        for (int i = 0; i < delta.Length; i++)
        {
            delta.Span[i] = (i * 7919 % 201) - 100;
        }
        using var table = new AlignedBuffer<float>(SpikeGradient.TableLength);
        using var partial = new AlignedBuffer<float>((inputs + 1L) * width);
        using var gradient = new AlignedBuffer<float>(inputs * width);
        SpikeGradient.Run(train, delta.Pointer, width, 0, inputs, table.Pointer, partial.Pointer, gradient.Pointer);
        var expected = new float[inputs * width];
        for (int t = 0; t < steps; t++)
        {
            for (int e = 0; e < train.Counts.Span[t]; e++)
            {
                for (int j = 0; j < width; j++)
                {
                    expected[(train.Events(t)[e] * width) + j] += delta.Span[(t * width) + j];
                }
            }
        }
        Bits.Same(expected, gradient.Span);
    }

    private static void CheckSpikes(InputTrain sample, int width, int inputs)
    {
        using InputTrain train = sample;
        using AlignedBuffer<float> delta = SomeNumbers.Floats((long)train.Steps * width, 10);
        using var table = new AlignedBuffer<float>(SpikeGradient.TableLength);
        using var partial = new AlignedBuffer<float>((inputs + 1L) * width);
        foreach ((int first, int end) in Ranges(inputs))
        {
            using AlignedBuffer<float> expected = SomeNumbers.Floats((long)inputs * width, 11);
            using AlignedBuffer<float> actual = SomeNumbers.Copy(expected);
            SpikeGradient.Reference(train, delta.Pointer, width, first, end, expected.Pointer);
            SpikeGradient.Run(train, delta.Pointer, width, first, end, table.Pointer, partial.Pointer, actual.Pointer);
            Bits.Same(expected, actual, $"in {first}..{end}");
            OthersAreUntouched(actual, first, end, width);
        }
    }

    private static void CheckPixels(int width, int inputs, int steps)
    {
        using InputTrain train = SomeNumbers.Pixels(inputs, steps, 12);
        using AlignedBuffer<float> delta = SomeNumbers.Floats((long)steps * width, 13);
        foreach ((int first, int end) in Ranges(inputs))
        {
            using AlignedBuffer<float> expected = SomeNumbers.Floats((long)inputs * width, 11);
            using AlignedBuffer<float> actual = SomeNumbers.Copy(expected);
            DirectGradient.Reference(train, delta.Pointer, width, first, end, expected.Pointer);
            DirectGradient.Run(train, delta.Pointer, width, first, end, actual.Pointer);
            Bits.Same(expected, actual, $"in {first}..{end}");
            OthersAreUntouched(actual, first, end, width);
        }
    }

    private static (int First, int End)[] Ranges(int inputs) =>
        [(0, inputs), (0, inputs / 2), (inputs / 3, inputs - (inputs / 4)), (inputs / 2, inputs / 2)];

    private static void OthersAreUntouched(AlignedBuffer<float> gradient, int first, int end, int width)
    {
        using AlignedBuffer<float> before = SomeNumbers.Floats(gradient.Length, 11);
        Bits.Same(before.Span[..(first * width)], gradient.Span[..(first * width)]);
        Bits.Same(before.Span[(end * width)..], gradient.Span[(end * width)..]);
    }
}
