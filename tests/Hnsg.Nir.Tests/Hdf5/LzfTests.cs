using Hnsg.Nir.Hdf5;
using Xunit;

namespace Hnsg.Nir.Tests.Hdf5;

/// <summary>The decoder of LZF.</summary>
public sealed class LzfTests
{
    [Fact]
    public void Literals_and_copies_are_unpacked()
    {
        var plain = new byte[300];
        // Three literals; five bytes from three back; then 264 of the last byte.
        byte[] packed = [2, 1, 2, 3, 3 << 5, 2, 7 << 5, 255, 0];
        Assert.Equal(3 + 5 + 264, Lzf.Decode(packed, plain));
        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2, 2, 2], plain[..10]);
        Assert.All(plain[8..272], it => Assert.Equal(2, it));
    }

    public static TheoryData<byte[]> Damage =>
        new(
            [5, 1],
            [0, 1, 1 << 5],
            [0, 1, 7 << 5, 9],
            [0, 1, 1 << 5, 1],
            [0, 1, 7 << 5, 255, 0],
            [31, .. new byte[32]]
        );

    [Theory, MemberData(nameof(Damage))]
    public void What_goes_past_an_end_is_told(byte[] packed) =>
        Assert.Throws<Hdf5Exception>(() => Lzf.Decode(packed, new byte[20]));
}
