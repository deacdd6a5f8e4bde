using Hnsg.Kernels;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Hnsg.Tests.Kernels;
using Xunit;

namespace Hnsg.Tests.Spikes;

public unsafe class RowListingTests
{
    public static MatrixTheoryData<int, int> RowsAndSteps =>
        new(Sizes.Inputs, [.. Sizes.Steps.Where(steps => steps <= RowLists.MostSteps), RowLists.MostSteps]);

    public static MatrixTheoryData<int, int> NeuronsAndWidths => new(Sizes.Neurons, Sizes.Widths);

    // Bits past the last step and words past the last row are set, and must not be seen.
    [Theory, MemberData(nameof(RowsAndSteps))]
    public void A_step_lists_the_rows_that_have_its_bit(int count, int steps)
    {
        using var bits = new AlignedBuffer<uint>(count + 16);
        using var rows = new AlignedBuffer<int>(count + 16);
        bits.Span.Fill(uint.MaxValue);
        var key = new RandomKey(3);
        for (int i = 0; i < count; i++)
        {
            bits.Pointer[i] = (uint)key.Draw(1, (uint)i) & (uint)key.Draw(2, (uint)i);
            rows.Pointer[i] = 64 * i;
        }
        using var lists = new RowLists(2 * count);
        using var expected = new RowLists(2 * count);
        for (int pass = 0; pass < 2; pass++)
        {
            RowListing.Append(bits.Pointer, rows.Pointer, count, steps, lists);
            RowListing.Reference(bits.Pointer, rows.Pointer, count, steps, expected);
        }
        for (int t = 0; t < steps; t++)
        {
            int[] once = [.. Enumerable.Range(0, count).Where(i => (bits.Span[i] >> t & 1) != 0).Select(i => 64 * i)];
            Assert.Equal([.. once, .. once], Rows(lists, t));
            Assert.Equal([.. once, .. once], Rows(expected, t));
        }
    }

    [Theory, MemberData(nameof(NeuronsAndWidths))]
    public void The_spikes_of_a_layer_are_the_rows_of_the_next(int neurons, int width)
    {
        const int steps = 9;
        var shape = new MatrixLayout(1, neurons);
        var key = new RandomKey(4);
        using var words = new AlignedBuffer<ulong>(steps * shape.Blocks);
        using var lists = new RowLists(neurons);
        for (int at = 0; at < steps * shape.Blocks; at++)
        {
            int used = shape.Used(at % shape.Blocks);
            words.Pointer[at] = key.Draw(1, (uint)at) & key.Draw(2, (uint)at) & (ulong.MaxValue >> (64 - used));
        }
        RowListing.FromWords(words.Pointer, shape, 2, steps, width, lists);
        for (int t = 2; t < steps; t++)
        {
            int[] rows =
            [
                .. Enumerable
                    .Range(0, neurons)
                    .Where(j => (words.Span[t * shape.Blocks + j / shape.Width] >> j % shape.Width & 1) != 0)
                    .Select(j => j * width),
            ];
            Assert.Equal(rows, Rows(lists, t));
            Assert.Equal(rows.Length, lists.Events[t]);
        }
    }

    private static int[] Rows(RowLists lists, int step) =>
        new Span<int>(lists.Step(step), lists.Lengths[step]).ToArray();
}
