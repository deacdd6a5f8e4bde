using Hnsg.Networks;
using Hnsg.Tests.Files;
using Xunit;

namespace Hnsg.Tests.Networks;

public class MaskTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(5, 13)]
    [InlineData(100, 65)]
    public void Its_words_make_the_same_mask_again(int inputs, int neurons)
    {
        Mask mask = SomeMask.Of(inputs, neurons, _ => 0.4);
        Mask again = Mask.FromWords(inputs, neurons, mask.Words);
        Assert.Equal(mask.Words, again.Words);
        Assert.Equal(mask.Kept, again.Kept);
        for (int input = 0; input < inputs; input++)
        {
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                Assert.Equal(mask[input, neuron], again[input, neuron]);
                Assert.Equal(mask[input, neuron], again[(long)input * neurons + neuron]);
            }
        }
    }

    [Fact]
    public void A_mask_from_words_has_a_copy_of_them()
    {
        ulong[] words = [0b101];
        Mask mask = Mask.FromWords(1, 3, words);
        words[0] = 0;
        Assert.Equal(2, mask.Kept);
    }

    [Fact]
    public void Words_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Mask.FromWords(5, 13, new ulong[1]));
        Assert.Throws<ArgumentException>(() => Mask.FromWords(5, 13, new ulong[3]));
        Assert.Throws<ArgumentException>(() => Mask.FromWords(5, 13, [0, 0b10]));
        Assert.Throws<ArgumentException>(() => Mask.FromWords(1, 1, []));
        Assert.Equal(64, Mask.FromWords(8, 8, [ulong.MaxValue]).Kept);
    }

    [Fact]
    public void Connections_are_kept_and_dropped_one_by_one()
    {
        var mask = new MaskBuilder(10, 20);
        mask[3, 4] = true;
        mask[9, 19] = true;
        Assert.Equal((2, true, true), (mask.Kept, mask[64], mask[199]));
        mask[64] = false;
        mask[64] = false;
        Assert.Equal((1, false), (mask.Kept, mask[3, 4]));
    }

    [Fact]
    public void A_built_mask_stays_as_it_was_built()
    {
        var builder = new MaskBuilder(10, 20) { [3, 4] = true };
        Mask mask = builder.Build();
        builder[3, 4] = false;
        builder[0, 0] = true;
        Assert.Equal((1, true, false), (mask.Kept, mask[3, 4], mask[0, 0]));
        var again = new MaskBuilder(mask) { [0, 1] = true };
        Assert.Equal((2, 1), (again.Kept, mask.Kept));
    }

    // 5 × 13 leaves 63 bits of the last word without a connection.
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(5, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 13)]
    [InlineData(4, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue)]
    public void An_index_beyond_an_axis_is_no_other_connection(int input, int neuron)
    {
        Mask mask = SomeMask.Of(5, 13, _ => 0.5);
        var builder = new MaskBuilder(mask);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[input, neuron]);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder[input, neuron]);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder[input, neuron] = true);
        Assert.Equal(mask.Words, builder.Build().Words);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(long.MaxValue)]
    public void An_index_beyond_the_last_connection_is_refused(long index)
    {
        Mask mask = SomeMask.Of(5, 13, _ => 0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaskBuilder(mask)[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaskBuilder(mask) { [index] = true });
    }

    [Fact]
    public void The_overlap_counts_common_and_all_connections()
    {
        Mask a = SomeMask.Of(30, 11, _ => 0.3, seed: 1);
        Mask b = SomeMask.Of(30, 11, _ => 0.6, seed: 2);
        int both = Enumerable.Range(0, 330).Count(i => a[i] && b[i]);
        int either = Enumerable.Range(0, 330).Count(i => a[i] || b[i]);
        Assert.Equal((both, either), a.Overlap(b));
        Assert.Equal((both, either), b.Overlap(a));
        Assert.Equal((a.Kept, a.Kept), a.Overlap(a));
        Assert.Throws<ArgumentException>(() => a.Overlap(new MaskBuilder(11, 30).Build()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void An_empty_mask_is_refused(int inputs, int neurons) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaskBuilder(inputs, neurons));
}
