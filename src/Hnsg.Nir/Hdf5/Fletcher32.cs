using System.Buffers.Binary;

namespace Hnsg.Nir.Hdf5;

/// <summary>The checksum of Fletcher over 16-bit words, as HDF5 puts it behind a chunk.</summary>
internal static class Fletcher32
{
    private const int Bytes = 4;

    // As many words as can be added up before a sum of 32 bits overflows.
    private const int Words = 360;

    /// <summary>Checks what is in front of the checksum.</summary>
    /// <returns>It, without the checksum.</returns>
    /// <exception cref="Hdf5Exception">The checksum is another.</exception>
    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> chunk)
    {
        if (chunk.Length >= Bytes)
        {
            ReadOnlyMemory<byte> data = chunk[..^Bytes];
            uint sum = Of(data.Span);
            uint stored = BinaryPrimitives.ReadUInt32LittleEndian(chunk.Span[^Bytes..]);
            // Early little-endian writers had the bytes of each half the other way round.
            if (stored == sum || stored == ((sum & 0x00FF00FF) << 8 | sum >> 8 & 0x00FF00FF))
            {
                return data;
            }
        }
        throw Hdf5Exception.Damaged("the checksum of a chunk does not match its bytes");
    }

    private static uint Of(ReadOnlySpan<byte> data)
    {
        uint low = 0,
            high = 0;
        for (int at = 0; at < data.Length; )
        {
            for (int end = Math.Min(data.Length, at + 2 * Words); at < end; at += 2)
            {
                low += (uint)data[at] << 8 | (at + 1 < data.Length ? data[at + 1] : 0u);
                high += low;
            }
            low = (low & 0xFFFF) + (low >> 16);
            high = (high & 0xFFFF) + (high >> 16);
        }
        low = (low & 0xFFFF) + (low >> 16);
        high = (high & 0xFFFF) + (high >> 16);
        return high << 16 | low;
    }
}
