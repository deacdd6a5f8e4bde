using Hnsg.Spikes;
using Xunit;

namespace Hnsg.Tests.Spikes;

public unsafe class SpikeGroupsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(25, 16)]
    [InlineData(63, 1)]
    public void A_byte_holds_the_spikes_of_a_neuron_in_five_steps(int steps, int stride)
    {
        var random = new Random(steps);
        ulong[] words = [.. Enumerable.Range(0, steps * stride).Select(_ => (ulong)random.NextInt64() << 1)];
        int groups = (steps + 4) / 5;
        byte[] expected = new byte[groups * 64];
        byte[] actual = new byte[groups * 64];
        Array.Fill(actual, (byte)0xFF);
        fixed (ulong* word = words)
        fixed (
            byte* e = expected,
                a = actual
        )
        {
            SpikeGroups.Reference(word, stride, steps, e);
            SpikeGroups.Run(word, stride, steps, a);
        }
        Assert.Equal(expected, actual);
        for (int t = 0; t < steps; t++)
        {
            for (int j = 0; j < 64; j++)
            {
                Assert.Equal((words[t * stride] >> j & 1) != 0, (actual[t / 5 * 64 + j] >> t % 5 & 1) != 0);
            }
        }
    }
}
