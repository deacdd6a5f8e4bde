using Hnsg.Encoding;
using Hnsg.Randomness;
using Hnsg.Spikes;
using Hnsg.Tests.Kernels;
using Xunit;

namespace Hnsg.Tests.Encoding;

public unsafe class RateEncoderTests
{
    private static readonly RandomKey Key = new(0xFEDCBA9876543210);

    public static MatrixTheoryData<int, int> InputsAndSteps => new(Sizes.Inputs, Sizes.Steps);

    [Theory, MemberData(nameof(InputsAndSteps))]
    public void Spikes_are_those_of_the_definition(int inputs, int steps)
    {
        using var encoder = new RateEncoder(steps);
        using var train = new InputTrain(steps);
        // The second sample is coded into the memory of the first.
        foreach (uint sample in (uint[])[0, 4_000_000_000])
        {
            byte[] pixels = SomeNumbers.Picture(inputs, sample + 1);
            encoder.Encode(pixels, Key, sample, train);
            ushort[] active = [.. Enumerable.Range(0, inputs).Where(i => pixels[i] > 0).Select(i => (ushort)i)];
            Assert.Equal(active, new Span<ushort>(train.Active, train.ActiveCount).ToArray());
            Assert.Equal(active.Select(i => pixels[i]), new Span<byte>(train.Values, train.ActiveCount).ToArray());
            var groups = new byte[active.Length * train.Groups];
            for (int t = 0; t < steps; t++)
            {
                int[] places =
                [
                    .. Enumerable
                        .Range(0, active.Length)
                        .Where(a => RateDefinition.Spikes(Key, sample, active[a], pixels[active[a]], steps, t)),
                ];
                Assert.Equal(places.Select(a => active[a]), train.SpikesAt(t));
                foreach (int a in places)
                {
                    groups[(a * train.Groups) + (t / 5)] |= (byte)(1 << (t % 5));
                }
            }
            // The varying inputs first, then those that spike at every step.
            int[] counts = [.. Enumerable.Range(0, active.Length).Select(a => Count(groups, a, train.Groups))];
            int[] order = [.. Enumerable.Range(0, active.Length).OrderBy(a => counts[a] == steps)];
            Assert.Equal(order.Select(a => active[a]), new Span<ushort>(train.GroupInputs, active.Length).ToArray());
            Assert.Equal(
                order.SelectMany(a => groups.Skip(a * train.Groups).Take(train.Groups)),
                new Span<byte>(train.GroupMasks, groups.Length).ToArray()
            );
            Assert.Equal(counts.Count(count => count < steps), train.VaryingCount);
            // Real weights are added up in this order, so it has to be the same without vectors.
            ushort[] steady = [.. active.Where((_, a) => 2 * counts[a] > steps)];
            Assert.Equal(steady, new Span<ushort>(train.Steady, train.SteadyCount).ToArray());
            for (int t = 0; t < steps; t++)
            {
                ushort[] spikes = train.SpikesAt(t);
                Assert.Equal(spikes.Except(steady), new Span<ushort>(train.Events(t), train.Counts.Span[t]).ToArray());
                Assert.Equal(
                    steady.Except(spikes),
                    new Span<ushort>(train.Silences(t), train.SilenceCounts.Span[t]).ToArray()
                );
            }
        }
    }

    private static int Count(byte[] groups, int place, int row) =>
        groups.Skip(place * row).Take(row).Sum(mask => System.Numerics.BitOperations.PopCount(mask));

    // 200 pixels at 100 steps: 20,000 draws, so five standard deviations are at most 0.018.
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_pixel_spikes_in_proportion_to_its_value(byte value)
    {
        using var encoder = new RateEncoder(100);
        using var train = new InputTrain(100);
        encoder.Encode(Enumerable.Repeat(value, 200).ToArray(), Key, 3, train);
        Assert.InRange(train.TotalSpikes / 20_000.0, value / 256.0 - 0.018, value / 256.0 + 0.018);
    }

    [Fact]
    public void Another_sample_or_key_spikes_otherwise()
    {
        byte[] grey = [.. Enumerable.Repeat((byte)128, 50)];
        Assert.Equal(Events(Key, 1), Events(Key, 1));
        Assert.NotEqual(Events(Key, 1), Events(Key, 2));
        Assert.NotEqual(Events(Key, 1), Events(new RandomKey(1), 1));

        ushort[] Events(RandomKey key, uint sample)
        {
            using var encoder = new RateEncoder(20);
            using var train = new InputTrain(20);
            encoder.Encode(grey, key, sample, train);
            return [.. Enumerable.Range(0, 20).SelectMany(t => train.SpikesAt(t))];
        }
    }
}
