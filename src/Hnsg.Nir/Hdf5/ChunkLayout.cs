namespace Hnsg.Nir.Hdf5;

/// <summary>How a data set is cut into chunks, and which of them were written.</summary>
/// <param name="Size">Elements of a chunk along each dimension.</param>
/// <param name="PartialIsPlain">Whether chunks that reach over an edge go through no filter.</param>
/// <param name="Chunks">The chunks, found in the file as they are asked for.</param>
internal sealed record ChunkLayout(ulong[] Size, bool PartialIsPlain, IEnumerable<Chunk> Chunks)
{
    private const int PlainRecords = 10;
    private const int FilteredRecords = 11;

    /// <summary>Reads the layout of a data set.</summary>
    /// <param name="at">The message, behind the class.</param>
    /// <param name="version">Its version, 3 or 4.</param>
    /// <param name="data">The data set.</param>
    /// <param name="filtered">Whether chunks go through filters, so that each has a length of its own.</param>
    public static ChunkLayout Read(Hdf5Cursor at, int version, Hdf5Dataset data, bool filtered)
    {
        int flags = version == 3 ? 0 : at.Byte();
        int rank = at.Byte() - 1; // the last dimension is the bytes of an element
        long tree = version == 3 ? at.Address() : Hdf5Cursor.Undefined;
        int width = version == 3 ? 4 : at.Byte();
        ulong[] size = [.. Enumerable.Range(0, Math.Max(rank, 0)).Select(_ => at.Unsigned(width))];
        if (
            rank < 1
            || rank != data.Dimensions.Length
            || at.Unsigned(width) != (ulong)data.Type.Size
            || size.Contains(0ul)
        )
        {
            throw Hdf5Exception.Damaged("the chunks of a data set do not have its shape and type");
        }
        ulong bytes = (ulong)Hdf5Dataset.Product(size) * (ulong)data.Type.Size;
        int index = version == 3 ? 0 : at.Byte();
        IEnumerable<Chunk> chunks = index switch
        {
            0 => tree == Hdf5Cursor.Undefined ? [] : OfTree1(at.File, tree, size),
            1 => Single(at, rank, bytes, (flags & 2) != 0),
            5 => OfTree2(at, rank, bytes),
            2 or 3 or 4 => Placed(index, at, size, data.Limits, new ChunkEntries(at.File, bytes, filtered)),
            _ => throw new Hdf5Exception($"chunks with an index of kind {index} cannot be read"),
        };
        return new ChunkLayout(size, (flags & 1) != 0, chunks);
    }

    private static IEnumerable<Chunk> OfTree1(Hdf5File file, long tree, ulong[] size)
    {
        foreach (
            (Hdf5Cursor key, long child) in BTree1.Entries(file, tree, type: 1, keyBytes: 8 + 8 * (size.Length + 1))
        )
        {
            uint bytes = key.UInt32();
            uint skipped = key.UInt32();
            ulong[] place = [.. size.Select(elements => Whole(key.Unsigned(8), elements))];
            yield return new Chunk(place, child, bytes, skipped);
        }
    }

    private static IEnumerable<Chunk> OfTree2(Hdf5Cursor at, int rank, ulong bytes)
    {
        at.Skip(6);
        long tree = at.Address();
        if (tree == Hdf5Cursor.Undefined)
        {
            yield break;
        }
        foreach (Hdf5Cursor record in BTree2.Records(at.File, tree, PlainRecords, FilteredRecords))
        {
            long address = record.Address();
            // What is between an address and the places is a length and the filters that were skipped.
            int more = record.Left - 8 * rank;
            ulong length = more == 0 ? bytes : record.Unsigned(more - 4);
            uint skipped = more == 0 ? 0 : record.UInt32();
            yield return new Chunk(
                [.. Enumerable.Range(0, rank).Select(_ => record.Unsigned(8))],
                address,
                length,
                skipped
            );
        }
    }

    private static IEnumerable<Chunk> Single(Hdf5Cursor at, int rank, ulong bytes, bool filtered)
    {
        ulong length = filtered ? at.Length() : bytes;
        uint skipped = filtered ? at.UInt32() : 0;
        long address = at.Address();
        return address == Hdf5Cursor.Undefined ? [] : [new Chunk(new ulong[rank], address, length, skipped)];
    }

    // Chunks in a list, one after the other as if the data set had grown to its limits, the one dimension that has none first.
    private static IEnumerable<Chunk> Placed(
        int index,
        Hdf5Cursor at,
        ulong[] size,
        ulong[] limits,
        ChunkEntries entries
    )
    {
        int[] order = [.. Enumerable.Range(0, size.Length).OrderBy(d => limits[d] == ulong.MaxValue ? 0 : 1)];
        ulong[] counts = [.. limits.Select((limit, d) => Math.Max(1, (limit - 1) / size[d] + 1))];
        ulong all = (ulong)Hdf5Dataset.Product(counts);
        IEnumerable<(ulong Index, Chunk Chunk)> list = index switch
        {
            2 => entries.Implicit(at),
            3 => entries.OfFixedArray(at),
            _ => entries.OfExtensibleArray(at),
        };
        foreach ((ulong number, Chunk chunk) in list.TakeWhile(it => it.Index < all))
        {
            ulong left = number;
            var place = new ulong[size.Length];
            for (int n = order.Length - 1; n > 0; n--)
            {
                (left, place[order[n]]) = Math.DivRem(left, counts[order[n]]);
            }
            place[order[0]] = left;
            yield return chunk with
            {
                Place = place,
            };
        }
    }

    private static ulong Whole(ulong offset, ulong size) =>
        offset % size == 0 ? offset / size : throw Hdf5Exception.Damaged("a chunk is at an impossible place");
}
