using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Kernels.Sums;

public unsafe class SpikeCountsTests
{
    public static MatrixTheoryData<int, int> WidthsAndInputs => new(Sizes.Widths, [1, 7, 33, 130, 784]);

    public static TheoryData<int> Inputs => [1, 7, 33, 130, 784];

    // Rate-coded samples, so that there are steady inputs, events and silences; weights of ±8 need several chunks.
    [Theory, MemberData(nameof(Inputs))]
    public void Counts_equal_the_reference_for_one_block_and_for_two(int inputs)
    {
        var shape = new MatrixLayout(inputs, 128);
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            using AlignedBuffer<sbyte> weights = SomeNumbers.Weights(kind, (int)shape.Length, 1);
            foreach (int steps in (int[])[1, 8, 25])
            {
                Check(shape, 2, weights, steps, FrozenWeights.Largest(kind));
                Check(shape, 1, weights, steps, FrozenWeights.Largest(kind));
            }
        }
    }

    [Theory, MemberData(nameof(WidthsAndInputs))]
    public void Counts_of_a_narrow_layer_equal_the_reference(int width, int inputs)
    {
        var shape = new MatrixLayout(inputs, width);
        using AlignedBuffer<sbyte> weights = SomeNumbers.AllTheSame(-8, (int)shape.Length);
        Check(shape, 1, weights, 25, 8);
    }

    private static void Check(MatrixLayout shape, int blocks, AlignedBuffer<sbyte> weights, int steps, int largest)
    {
        using Encoder encoder = Encoder.Create(InputEncoding.Rate, steps);
        using var train = new InputTrain(steps);
        encoder.Encode(SomeNumbers.Picture(shape.Rows, 4), new RandomKey(1), 3, train);
        int length = steps * shape.Width;
        using var expected = new AlignedBuffer<short>(blocks * length);
        using var actual = new AlignedBuffer<short>(blocks * length);
        for (int block = 0; block < blocks; block++)
        {
            SpikeCounts.Reference(
                weights.Pointer + shape.Block(block),
                shape.Width,
                train,
                expected.Pointer + block * length
            );
        }
        SpikeCounts.Run(weights.Pointer, shape, blocks, train, largest, actual.Pointer);
        Assert.Equal(expected.Span.ToArray(), actual.Span.ToArray());
    }
}
