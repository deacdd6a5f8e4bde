using Hnsg.Disk;
using Xunit;

namespace Hnsg.Tests.Files;

public class Crc32Tests
{
    [Fact]
    public void The_published_check_value_comes_out() => Assert.Equal(0xcbf43926, Crc32.Of("123456789"u8));

    [Fact]
    public void Parts_give_what_the_whole_gives()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100).Select(i => (byte)(i * 73))];
        for (int length = 0; length <= bytes.Length; length++)
        {
            uint parts = Crc32.Of(bytes.AsSpan(length), Crc32.Of(bytes.AsSpan(0, length)));
            Assert.Equal(Crc32.Of(bytes), parts);
            Assert.Equal(BitByBit(bytes[..length]), Crc32.Of(bytes.AsSpan(0, length)));
        }
    }

    private static uint BitByBit(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
            }
        }
        return ~crc;
    }
}
