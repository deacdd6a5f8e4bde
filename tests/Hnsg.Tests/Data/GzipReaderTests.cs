using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

/// <summary>Packed IDX files in all the ways that RFC 1952 has, and some that it has not.</summary>
public sealed class GzipReaderTests : IDisposable
{
    private static readonly byte[] s_plain = SomeData.Images(100, 5, 7);
    private static readonly byte[] s_small = SomeData.Images(10, 2, 5);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(1_000)]
    public void Members_one_behind_the_other_are_one_file(int first)
    {
        byte[] two = [.. SomeData.Gzip(s_plain[..first]), .. SomeData.Gzip(s_plain[first..])];
        Assert.Equal(s_plain, Read(two));
        Assert.Equal(s_plain, Read([.. two, .. SomeData.Gzip([])]));
        Assert.Equal(s_plain, Read([.. SomeData.Gzip([]), .. two]));
    }

    [Fact]
    public void A_member_for_every_byte_is_one_file() =>
        Assert.Equal(s_small, Read([.. s_small.SelectMany(b => SomeData.Gzip([b]))], s_small));

    // The decoder is given 8,192 bytes at a time; what cannot be packed takes five bytes more a block.
    [Fact]
    public void The_end_may_lie_anywhere_around_the_decoders_buffer()
    {
        var random = new Random(1);
        for (int length = 8_192 - 60; length < 8_192 + 10; length++)
        {
            byte[] noise = new byte[length - 16];
            random.NextBytes(noise);
            byte[] plain = SomeData.Images(1, 1, noise.Length, noise);
            byte[] packed = SomeData.Gzip(plain);
            Assert.Equal(plain, Read(packed, plain));
            Assert.Equal(plain, Read([.. packed, .. SomeData.Gzip([])], plain));
            Fails([.. packed, 0], "not gzip");
            Fails(packed[..^1], "gzip");
        }
    }

    [Fact]
    public void Names_comments_and_other_fields_of_the_header_are_passed_over()
    {
        byte[] packed = SomeData.Gzip(s_plain);
        byte[] extra = [5, 0, 1, 2, 3, 4, 5];
        byte[] name = [.. "name"u8, 0];
        byte[] checksum = [0, 0];
        foreach (int flags in Enumerable.Range(0, 32))
        {
            byte[] header =
            [
                .. packed[..3],
                (byte)flags,
                .. packed[4..10],
                .. (flags & 4) != 0 ? extra : [],
                .. (flags & 8) != 0 ? name : [],
                .. (flags & 16) != 0 ? name : [],
                .. (flags & 2) != 0 ? checksum : [],
            ];
            Assert.Equal(s_plain, Read([.. header, .. packed[10..]]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void What_follows_and_is_no_gzip_is_an_error(int count)
    {
        Fails([.. SomeData.Gzip(s_plain), .. new byte[count]], "not gzip");
        Fails([.. SomeData.Gzip(s_plain), .. Enumerable.Repeat((byte)0x1f, count)], "not gzip");
    }

    [Fact]
    public void What_follows_and_is_gzip_belongs_to_it() =>
        Fails([.. SomeData.Gzip(s_plain), .. SomeData.Gzip([1])], "continues after byte");

    [Fact]
    public void Every_cut_of_two_members_is_an_error()
    {
        byte[] two = [.. SomeData.Gzip(s_plain[..50]), .. SomeData.Gzip(s_plain[50..])];
        for (int length = 0; length < two.Length; length++)
        {
            Assert.Throws<InputException>(() => Read(two[..length]));
        }
    }

    [Fact]
    public void A_wrong_checksum_of_any_member_is_an_error()
    {
        byte[] first = SomeData.Gzip(s_plain[..50]);
        byte[] second = SomeData.Gzip(s_plain[50..]);
        for (int back = 1; back <= 8; back++)
        {
            byte[] changed = [.. first, .. second];
            changed[first.Length - back] ^= 1;
            Fails(changed, "gzip");
            changed = [.. first, .. second];
            changed[^back] ^= 1;
            Fails(changed, "gzip");
        }
    }

    private byte[] Read(byte[] packed, byte[]? plain = null)
    {
        IdxImages images = IdxReader.ReadImages(_folder.Put("x", packed));
        Assert.Equal(SomeData.Sha256(plain ?? s_plain), images.Sha256);
        return [.. (plain ?? s_plain)[..16], .. images.Pixels.Span];
    }

    private void Fails(byte[] packed, string says) =>
        Assert.Contains(says, Assert.Throws<InputException>(() => Read(packed)).Message);
}
