using Hnsg.Encoding;
using Hnsg.Spikes;
using Hnsg.Tests.Kernels;
using Xunit;

namespace Hnsg.Tests.Encoding;

/// <summary>Latency and delta coding.</summary>
public unsafe class SparseEncoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(25)]
    [InlineData(1000)]
    public void Latency_has_one_spike_a_pixel_at_most_and_brighter_is_earlier(int steps)
    {
        byte[] pixels = [.. Enumerable.Range(0, 256).Select(p => (byte)p)];
        using var train = new InputTrain(steps);
        new LatencyEncoder(steps).Encode(pixels, default, 0, train);
        var at = new int?[256];
        for (int t = 0; t < steps; t++)
        {
            foreach (ushort pixel in train.SpikesAt(t))
            {
                Assert.Null(at[pixel]);
                at[pixel] = t;
            }
        }
        Assert.Null(at[0]);
        Assert.Equal(0, at[255]);
        for (int p = 2; p < 256; p++)
        {
            Assert.True(at[p] <= at[p - 1], $"{p} is later than {p - 1}");
        }
        Assert.Equal(255, train.TotalSpikes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(70)]
    public void Delta_of_a_picture_that_stays_is_silent_after_the_first_step(int steps)
    {
        byte[] pixels = SomeNumbers.Picture(300, 4);
        using var train = new InputTrain(steps);
        new DeltaEncoder(steps).Encode(pixels, default, 0, train);
        Assert.Equal(pixels.Count(pixel => pixel >= 26), train.SpikesAt(0).Length);
        Assert.NotEmpty(train.SpikesAt(0));
        for (int t = 1; t < steps; t++)
        {
            Assert.Empty(train.SpikesAt(t));
        }
    }

    [Fact]
    public void Delta_spikes_where_a_pixel_changes_enough_up_or_down()
    {
        byte[] frames = [0, 100, 255, 25, 125, 255, 51, 100, 200, 51, 73, 200];
        using var train = new InputTrain(6);
        new DeltaEncoder(6).EncodeFrames(frames, 3, train);
        Assert.Equal([1, 2], train.SpikesAt(0));
        Assert.Equal([], train.SpikesAt(1));
        Assert.Equal([0, 2], train.SpikesAt(2));
        Assert.Equal([1], train.SpikesAt(3));
        Assert.Equal([], train.SpikesAt(4));
    }
}
