using System.Buffers.Binary;

namespace Hnsg.Disk;

/// <summary>The checksum of gzip and PNG: CRC-32 with the polynomial 0xedb88320, of all bytes so far.</summary>
internal static class Crc32
{
    private const int Bytes = 8;

    // Eight bytes at a time: table k is for a byte that k others follow.
    private static readonly uint[][] s_tables = Tables();

    /// <summary>The checksum of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of those before them; 0 where there are none.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint crc = ~before;
        uint[][] table = s_tables;
        for (; bytes.Length >= Bytes; bytes = bytes[Bytes..])
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc =
                table[7][(byte)word]
                ^ table[6][(byte)(word >> 8)]
                ^ table[5][(byte)(word >> 16)]
                ^ table[4][(byte)(word >> 24)]
                ^ table[3][(byte)(word >> 32)]
                ^ table[2][(byte)(word >> 40)]
                ^ table[1][(byte)(word >> 48)]
                ^ table[0][word >> 56];
        }
        foreach (byte value in bytes)
        {
            crc = table[0][(byte)(crc ^ value)] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[][] Tables()
    {
        uint[][] tables = [.. Enumerable.Range(0, Bytes).Select(_ => new uint[256])];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : 0xedb88320 ^ (value >> 1);
            }
            tables[0][i] = value;
        }
        for (int k = 1; k < Bytes; k++)
        {
            for (int i = 0; i < 256; i++)
            {
                uint value = tables[k - 1][i];
                tables[k][i] = tables[0][(byte)value] ^ (value >> 8);
            }
        }
        return tables;
    }
}
