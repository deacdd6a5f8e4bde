using System.Numerics;

namespace Hnsg.Nir.Hdf5;

/// <summary>The lists in which new files have the chunks of a data set: entries of an address, and of a length where they are packed.</summary>
/// <param name="file">The file.</param>
/// <param name="chunkBytes">Bytes of a chunk that is not packed.</param>
/// <param name="filtered">Whether chunks go through filters.</param>
internal sealed class ChunkEntries(Hdf5File file, ulong chunkBytes, bool filtered)
{
    private const int ChecksumBytes = 4;

    /// <summary>No list: the chunks lie one behind the other.</summary>
    public IEnumerable<(ulong Index, Chunk Chunk)> Implicit(Hdf5Cursor layout)
    {
        long first = layout.Address();
        for (ulong n = 0; first >= 0 && n < ((ulong)file.Length - (ulong)first) / chunkBytes; n++)
        {
            yield return (n, new Chunk([], first + (long)(n * chunkBytes), chunkBytes, 0));
        }
    }

    /// <summary>A list of a fixed length, in pages where it is long.</summary>
    public IEnumerable<(ulong Index, Chunk Chunk)> OfFixedArray(Hdf5Cursor layout)
    {
        layout.Skip(1);
        long address = layout.Address();
        if (address == Hdf5Cursor.Undefined)
        {
            return [];
        }
        Hdf5Cursor header = file.At(address);
        header.Expect("FAHD"u8);
        header.Version("a fixed array", newest: 0);
        header.Skip(1);
        int width = header.Byte();
        int pageBits = header.Byte();
        ulong count = header.Length();
        long block = header.Address();
        if (block == Hdf5Cursor.Undefined)
        {
            return [];
        }
        Hdf5Cursor at = file.At(block);
        at.Expect("FADB"u8);
        at.Skip(2 + file.OffsetBytes);
        return Block(at, 0, count, width, pageBits, ownPages: true, null);
    }

    /// <summary>A list that grows: some entries, then blocks of them, then blocks of blocks, each larger than the one before.</summary>
    public IEnumerable<(ulong Index, Chunk Chunk)> OfExtensibleArray(Hdf5Cursor layout)
    {
        layout.Skip(5);
        long address = layout.Address();
        if (address == Hdf5Cursor.Undefined)
        {
            yield break;
        }
        Hdf5Cursor header = file.At(address);
        header.Expect("EAHD"u8);
        header.Version("an extensible array", newest: 0);
        header.Skip(1);
        int width = header.Byte();
        int bits = header.Byte();
        int first = header.Byte();
        int leastEntries = header.Byte();
        int leastBlocks = header.Byte();
        int pageBits = header.Byte();
        header.Skip(6L * file.LengthBytes);
        long index = header.Address();
        if (!BitOperations.IsPow2(leastEntries) || !BitOperations.IsPow2(leastBlocks) || bits > 64)
        {
            throw Hdf5Exception.Damaged("an extensible array has impossible sizes");
        }
        if (index == Hdf5Cursor.Undefined)
        {
            yield break;
        }
        int blockPrefix = 2 + file.OffsetBytes + (bits + 7) / 8;
        Hdf5Cursor at = file.At(index);
        at.Expect("EAIB"u8);
        at.Skip(2 + file.OffsetBytes);
        foreach ((ulong Index, Chunk Chunk) entry in Run(at, 0, (ulong)first, width))
        {
            yield return entry;
        }
        ulong next = (ulong)first;
        int groups = 1 + bits - BitOperations.Log2((uint)leastEntries);
        for (int group = 0; group < groups; group++)
        {
            ulong blocks = 1UL << group / 2;
            ulong entries = (1UL << (group + 1) / 2) * (ulong)leastEntries;
            Hdf5Cursor list = at;
            ReadOnlyMemory<byte> pages = default;
            ulong pageCount = entries >> pageBits;
            long pageBytes = pageCount > 1 ? (long)((pageCount + 7) / 8) : 0;
            // The blocks of the first groups are listed here, those of the others in a block of their own.
            if (group >= 2 * BitOperations.Log2((uint)leastBlocks))
            {
                long secondary = at.Address();
                if (secondary == Hdf5Cursor.Undefined)
                {
                    next += blocks * entries;
                    continue;
                }
                list = file.At(secondary);
                list.Expect("EASB"u8);
                list.Skip(blockPrefix);
                pages = list.Take(file.Spend(blocks * (ulong)pageBytes));
            }
            for (ulong block = 0; block < blocks; block++, next += entries)
            {
                file.Spend((ulong)file.OffsetBytes);
                long data = list.Address();
                if (data == Hdf5Cursor.Undefined)
                {
                    continue;
                }
                Hdf5Cursor inside = file.At(data);
                inside.Expect("EADB"u8);
                inside.Skip(blockPrefix);
                ReadOnlyMemory<byte>? own = pages.IsEmpty
                    ? null
                    : pages.Slice((int)block * (int)pageBytes, (int)pageBytes);
                foreach ((ulong Index, Chunk Chunk) entry in Block(inside, next, entries, width, pageBits, false, own))
                {
                    yield return entry;
                }
            }
        }
    }

    // The entries of a block, in pages of 2^pageBits where there are more; a bit for each page says whether it was written.
    private IEnumerable<(ulong Index, Chunk Chunk)> Block(
        Hdf5Cursor at,
        ulong first,
        ulong count,
        int width,
        int pageBits,
        bool ownPages,
        ReadOnlyMemory<byte>? written
    )
    {
        if (pageBits >= 63 || count <= 1UL << pageBits)
        {
            foreach ((ulong Index, Chunk Chunk) entry in Run(at, first, count, width))
            {
                yield return entry;
            }
            yield break;
        }
        ulong page = 1UL << pageBits;
        written = ownPages ? at.Take(file.Spend(((count - 1) / page + 8) / 8)) : written;
        at.Skip(ChecksumBytes);
        for (ulong start = 0; start < count; start += page)
        {
            ulong entries = Math.Min(page, count - start);
            int number = (int)(start / page);
            var inside = new Hdf5Cursor(file, at.Take(file.Spend(Bytes(entries, width))));
            at.Skip(ChecksumBytes);
            if (written is not { } bits || (bits.Span[number / 8] & 0x80 >> number % 8) != 0)
            {
                foreach ((ulong Index, Chunk Chunk) entry in Run(inside, first + start, entries, width))
                {
                    yield return entry;
                }
            }
        }
    }

    private IEnumerable<(ulong Index, Chunk Chunk)> Run(Hdf5Cursor at, ulong first, ulong count, int width)
    {
        int lengthBytes = filtered ? width - file.OffsetBytes - 4 : 0;
        if (width != file.OffsetBytes + (filtered ? lengthBytes + 4 : 0))
        {
            throw Hdf5Exception.Damaged("a list of chunks has entries of an impossible width");
        }
        var entries = new Hdf5Cursor(file, at.Take(file.Spend(Bytes(count, width))));
        for (ulong n = 0; n < count; n++)
        {
            long address = entries.Address();
            ulong bytes = filtered ? entries.Unsigned(lengthBytes) : chunkBytes;
            uint skipped = filtered ? entries.UInt32() : 0;
            if (address != Hdf5Cursor.Undefined)
            {
                yield return (first + n, new Chunk([], address, bytes, skipped));
            }
        }
    }

    // So many that no file has them, where they are more than can be counted.
    private static ulong Bytes(ulong count, int width) => count > uint.MaxValue ? ulong.MaxValue : count * (uint)width;
}
