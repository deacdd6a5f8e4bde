namespace Hnsg.Nir.Hdf5;

/// <summary>Puts the chunks of a data set together.</summary>
/// <param name="file">The file.</param>
/// <param name="data">The data set.</param>
/// <param name="layout">Its chunks.</param>
/// <param name="filters">What they went through.</param>
internal sealed class ChunkedData(Hdf5File file, Hdf5Dataset data, ChunkLayout layout, ChunkFilters filters)
{
    // Of chunks that reach over the edges of a small data set.
    private const int FreeBytes = 4 << 20;

    private readonly ulong[] _size = layout.Size;
    private readonly ulong[] _dimensions = data.Dimensions;
    private readonly int _element = data.Type.Size;

    /// <summary>Reads all chunks.</summary>
    /// <param name="whole">Memory of the data set, filled with what elements are that were never written.</param>
    /// <exception cref="Hdf5Exception">A chunk is damaged, or they are far larger than the data set.</exception>
    public ReadOnlyMemory<byte> Read(byte[] whole)
    {
        ulong[] counts = [.. _dimensions.Select((it, d) => it / _size[d] + (it % _size[d] == 0 ? 0UL : 1))];
        long chunkBytes = Math.Min(Hdf5Dataset.Product(_size), int.MaxValue) * _element;
        UInt128 all = (UInt128)Hdf5Dataset.Product(counts) * (ulong)chunkBytes;
        if (chunkBytes > Array.MaxLength || all > 4 * (ulong)whole.Length + FreeBytes)
        {
            throw new Hdf5Exception("its chunks are far larger than the data in them");
        }
        var seen = new HashSet<ulong>();
        foreach (Chunk chunk in layout.Chunks)
        {
            // A data set that has become smaller may have left some behind.
            if (chunk.Place.Zip(counts).Any(it => it.First >= it.Second))
            {
                continue;
            }
            if (!seen.Add(chunk.Place.Zip(counts).Aggregate(0UL, (sum, it) => sum * it.Second + it.First)))
            {
                throw Hdf5Exception.Damaged("a chunk appears twice");
            }
            bool partial = chunk.Place.Select((it, d) => (it + 1) * _size[d] > _dimensions[d]).Contains(true);
            ReadOnlyMemory<byte> stored = file.At(chunk.Address).Take((long)Math.Min(chunk.Bytes, long.MaxValue));
            ReadOnlyMemory<byte> content = filters.Decode(
                stored,
                partial && layout.PartialIsPlain ? uint.MaxValue : chunk.Skipped,
                (int)chunkBytes
            );
            Copy(content.Span, chunk.Place, 0, 0, whole, 0);
        }
        return whole;
    }

    // The part of a chunk that is inside the data set, dimension after dimension; the last goes as it is.
    private void Copy(ReadOnlySpan<byte> chunk, ulong[] place, int d, ulong from, byte[] whole, ulong to)
    {
        ulong start = place[d] * _size[d];
        ulong count = Math.Min(_size[d], _dimensions[d] - start);
        from *= _size[d];
        to = to * _dimensions[d] + start;
        if (d == _size.Length - 1)
        {
            chunk.Slice((int)from * _element, (int)count * _element).CopyTo(whole.AsSpan((int)to * _element));
            return;
        }
        for (ulong n = 0; n < count; n++)
        {
            Copy(chunk, place, d + 1, from + n, whole, to + n);
        }
    }
}
