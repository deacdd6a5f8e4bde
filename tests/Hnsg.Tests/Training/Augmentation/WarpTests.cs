using Hnsg.Randomness;
using Hnsg.Training.Augmentation;
using Xunit;

namespace Hnsg.Tests.Training.Augmentation;

public class WarpTests
{
    private const int Width = 19;
    private const int Height = 11;
    private static readonly RandomKey s_key = new(7);

    [Theory]
    [InlineData(0, 0, 0, false, 0, 0)]
    [InlineData(0, 0, 0, true, 0, 0)]
    [InlineData(30, 0, 0, false, 0, 0)]
    [InlineData(0, 0.5, 0, false, 0, 0)]
    [InlineData(0, 0, 6, false, 0, 0)]
    [InlineData(45, 0.9, 32, true, 3, -2)]
    public void Equals_the_definition_computed_pixel_by_pixel(
        double rotate,
        double zoom,
        double elastic,
        bool flip,
        int right,
        int down
    )
    {
        var options = new WarpOptions(rotate, zoom, elastic, flip);
        byte[] picture = Picture();
        var warp = new Warp(Width, Height, options);
        var warped = new byte[picture.Length];
        for (uint sample = 0; sample < 50; sample++)
        {
            warp.Run(picture, (right, down), s_key, sample, warped);
            byte[] expected = SlowWarp.Run(picture, Width, Height, (right, down), options, s_key, sample);
            for (int i = 0; i < picture.Length; i++)
            {
                // Positions are rounded down to 256ths of a pixel, and the picture has steps of up to 255 a pixel.
                Assert.InRange(warped[i] - expected[i], -3, 3);
            }
        }
    }

    [Fact]
    public void Half_of_the_pictures_are_mirrored_and_the_others_as_they_were()
    {
        byte[] picture = Picture();
        byte[] mirrored = [.. picture.Chunk(Width).SelectMany(row => row.Reverse())];
        var warp = new Warp(Width, Height, new WarpOptions(0, 0, 0, Flip: true));
        var warped = new byte[picture.Length];
        int flipped = 0;
        for (uint sample = 0; sample < 400; sample++)
        {
            warp.Run(picture, (0, 0), s_key, sample, warped);
            bool isMirrored = warped.AsSpan().SequenceEqual(mirrored);
            Assert.True(isMirrored || warped.AsSpan().SequenceEqual(picture));
            flipped += isMirrored ? 1 : 0;
        }
        Assert.InRange(flipped, 160, 240);
    }

    [Fact]
    public void Depends_on_the_key_and_the_sample_and_not_on_what_came_before()
    {
        byte[] picture = Picture();
        var options = new WarpOptions(20, 0.2, 3, false);
        var used = new Warp(Width, Height, options);
        byte[] Warped(Warp warp, ulong key, uint sample)
        {
            var warped = new byte[picture.Length];
            warp.Run(picture, (0, 0), new RandomKey(key), sample, warped);
            return warped;
        }
        byte[] first = Warped(used, 1, 1);
        Assert.NotEqual(first, Warped(used, 1, 2));
        Assert.NotEqual(first, Warped(used, 2, 1));
        Assert.Equal(first, Warped(new Warp(Width, Height, options), 1, 1));
    }

    [Fact]
    public void A_picture_of_one_pixel_is_warped_too()
    {
        var warped = new byte[1];
        new Warp(1, 1, new WarpOptions(45, 0.9, 0, true)).Run([200], (0, 0), s_key, 1, warped);
        Assert.Equal(200, warped[0]);
    }

    private static byte[] Picture()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Width * Height).Select(_ => (byte)random.Next(256))];
    }
}
