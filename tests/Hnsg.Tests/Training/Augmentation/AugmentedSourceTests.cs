using Hnsg.Data;
using Hnsg.Training.Augmentation;
using Xunit;

namespace Hnsg.Tests.Training.Augmentation;

public class AugmentedSourceTests
{
    private const int Width = 5;
    private const int Height = 4;
    private const int Count = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Every_shift_is_reached_and_moves_the_picture(int shift)
    {
        SampleSet samples = Pictures();
        var source = new AugmentedSource(samples, Width, Height, shift, default, seed: 1);
        var scratch = new byte[Width * Height];
        HashSet<string> expected =
        [
            .. from dx in Enumerable.Range(-shift, 2 * shift + 1)
            from dy in Enumerable.Range(-shift, 2 * shift + 1)
            select Convert.ToHexString(Moved(samples.Pixels(0), dx, dy)),
        ];
        HashSet<string> seen = [];
        for (int epoch = 0; epoch < 2000; epoch++)
        {
            source.Begin(epoch);
            for (int slot = 0; slot < Count; slot += epoch < 5 ? 1 : Count)
            {
                Array.Fill(scratch, (byte)99);
                ReadOnlySpan<byte> pixels = source.Pixels(slot, scratch);
                uint sample = source.Sample(slot);
                Assert.Equal(samples.Labels[(int)sample], source.Label(slot));
                // Pictures differ by a constant per sample, so all of them can be compared with the first.
                string picture = Convert.ToHexString([
                    .. pixels.ToArray().Select(p => p == 0 ? p : (byte)(p - sample)),
                ]);
                Assert.Contains(picture, expected);
                seen.Add(picture);
            }
        }
        Assert.Equal(expected.Count, seen.Count);
    }

    [Fact]
    public void Without_a_shift_the_picture_is_the_sample()
    {
        SampleSet samples = Pictures();
        var source = new AugmentedSource(samples, Width, Height, 0, default, seed: 1);
        source.Begin(3);
        for (int slot = 0; slot < Count; slot++)
        {
            Assert.Equal(samples.Pixels((int)source.Sample(slot)), source.Pixels(slot, new byte[Width * Height]));
        }
    }

    [Fact]
    public void Every_epoch_has_each_sample_once_in_an_order_of_its_own()
    {
        var source = new AugmentedSource(Pictures(), Width, Height, 1, default, seed: 1);
        uint[][] orders = [.. Enumerable.Range(0, 5).Select(Order)];
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, Count).Select(i => (uint)i), order.Order()));
        Assert.Equal(5, orders.Select(order => string.Join(' ', order)).Distinct().Count());
        Assert.Equal(orders[2], Order(2));

        uint[] Order(int epoch)
        {
            source.Begin(epoch);
            return [.. Enumerable.Range(0, Count).Select(source.Sample)];
        }
    }

    [Fact]
    public void Slots_count_from_the_first()
    {
        var source = new AugmentedSource(Pictures(), Width, Height, 1, default, seed: 1);
        source.Begin(0);
        uint seventh = source.Sample(7);
        source.First = 5;
        Assert.Equal(seventh, source.Sample(2));
    }

    [Fact]
    public void Each_epoch_has_input_spikes_of_its_own()
    {
        var source = new AugmentedSource(Pictures(), Width, Height, 1, default, seed: 1);
        source.Begin(0);
        ulong first = source.SpikeKey.Seed;
        source.Begin(1);
        Assert.NotEqual(first, source.SpikeKey.Seed);
    }

    private static byte[] Moved(ReadOnlySpan<byte> pixels, int dx, int dy)
    {
        var moved = new byte[Width * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (x + dx is >= 0 and < Width && y + dy is >= 0 and < Height)
                {
                    moved[(y + dy) * Width + x + dx] = pixels[y * Width + x];
                }
            }
        }
        return moved;
    }

    // Every pixel of a picture is different, none is 0.
    private static SampleSet Pictures() =>
        new(
            Enumerable
                .Range(0, Count)
                .SelectMany(n => Enumerable.Range(0, Width * Height).Select(i => (byte)(100 + i + n)))
                .ToArray(),
            Enumerable.Range(0, Count).Select(n => (byte)(n % 3)).ToArray(),
            Width * Height
        );
}
