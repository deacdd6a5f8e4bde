using Hnsg.Encoding;
using Hnsg.Spikes;
using Hnsg.Tests.Kernels;
using Xunit;

namespace Hnsg.Tests.Encoding;

public unsafe class InputTrainTests
{
    [Fact]
    public void Direct_coding_lists_the_pixels_that_are_not_zero()
    {
        using var train = new InputTrain(4);
        new DirectEncoder().Encode([0, 9, 0, 255, 1, 0], default, 0, train);
        Assert.Equal([1, 3, 4], new Span<ushort>(train.Active, train.ActiveCount).ToArray());
        Assert.Equal([9, 255, 1], new Span<byte>(train.Values, train.ActiveCount).ToArray());
    }

    [Fact]
    public void An_empty_picture_has_no_active_input()
    {
        using var train = new InputTrain(4);
        new DirectEncoder().Encode(new byte[20], default, 0, train);
        Assert.Equal(0, train.ActiveCount);
        Assert.Equal((0, 0), train.ActiveRange(0, 20));
    }

    [Fact]
    public void Steps_of_an_input_may_come_in_any_order()
    {
        using var train = new InputTrain(7);
        train.Begin(2, spikes: true);
        train.Active[0] = 3;
        train.Active[1] = 8;
        train.Add(0, 6);
        train.Add(0, 0);
        train.Add(1, 4);
        train.Add(1, 6);
        Assert.Equal([1, 0, 0, 0, 1, 0, 2], train.Counts.Span.ToArray());
        Assert.Equal([3, 8], new Span<ushort>(train.Events(6), 2).ToArray());
        Assert.Equal([0b00001, 0b00010, 0b10000, 0b00010], new Span<byte>(train.GroupMasks, 4).ToArray());
        Assert.Equal(4, train.TotalSpikes);
    }

    [Fact]
    public void A_new_sample_forgets_the_one_before_whatever_its_size()
    {
        using var train = new InputTrain(3);
        foreach (int active in (int[])[2, 40, 1, 400, 0])
        {
            train.Begin(active, spikes: true);
            Assert.Equal(0, train.TotalSpikes);
            Assert.All(new Span<byte>(train.GroupMasks, active).ToArray(), mask => Assert.Equal(0, mask));
            for (int a = 0; a < active; a++)
            {
                train.Active[a] = (ushort)a;
                train.Add(a, a % 3);
            }
            Assert.Equal(active, train.TotalSpikes);
        }
    }

    [Fact]
    public void Active_ranges_are_those_of_the_inputs()
    {
        using InputTrain train = SomeNumbers.Spikes(100, 3, 5);
        ushort[] active = new Span<ushort>(train.Active, train.ActiveCount).ToArray();
        for (int first = 0; first <= 100; first += 7)
        {
            for (int end = first; end <= 100; end += 3)
            {
                (int from, int to) = train.ActiveRange(first, end);
                Assert.Equal(active.Where(i => i >= first && i < end), active[from..to]);
            }
        }
    }
}
