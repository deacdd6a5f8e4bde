namespace Hnsg.Nir.Hdf5;

/// <summary>Unpacks LZF, which h5py writes: literal bytes, and copies of what came up to 8 KiB before.</summary>
internal static class Lzf
{
    /// <summary>Unpacks.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="plain">Room for what is in them.</param>
    /// <returns>Bytes that were in them.</returns>
    /// <exception cref="Hdf5Exception">They are damaged, or there is no room.</exception>
    public static int Decode(ReadOnlySpan<byte> packed, Span<byte> plain)
    {
        int from = 0;
        int to = 0;
        while (from < packed.Length)
        {
            int control = packed[from++];
            if (control < 32)
            {
                int literals = control + 1;
                if (literals > packed.Length - from || literals > plain.Length - to)
                {
                    throw Damaged();
                }
                packed.Slice(from, literals).CopyTo(plain[to..]);
                from += literals;
                to += literals;
                continue;
            }
            int length = control >> 5;
            if (packed.Length - from < (length == 7 ? 2 : 1))
            {
                throw Damaged();
            }
            length += length == 7 ? packed[from++] : 0;
            int back = ((control & 31) << 8) + packed[from++] + 1;
            length += 2;
            if (back > to || length > plain.Length - to)
            {
                throw Damaged();
            }
            // Byte by byte: a copy may go on into itself.
            for (int end = to + length; to < end; to++)
            {
                plain[to] = plain[to - back];
            }
        }
        return to;
    }

    private static Hdf5Exception Damaged() =>
        Hdf5Exception.Damaged("a chunk compressed with lzf cannot be decompressed");
}
