using System.Globalization;

namespace Hnsg.Nir.Hdf5;

/// <summary>A data set: its shape and type are known before any of its data are read.</summary>
internal sealed class Hdf5Dataset
{
    private const int MostRank = 32;

    private readonly Hdf5File _file;
    private readonly Hdf5Object _object;

    /// <summary>Reads the shape and the type.</summary>
    public Hdf5Dataset(Hdf5File file, Hdf5Object header)
    {
        _file = file;
        _object = header;
        Hdf5Cursor space =
            header.Find(Hdf5Message.Dataspace) ?? throw Hdf5Exception.Damaged("a data set has no dimensions");
        Type = Hdf5Type.Read(
            header.Find(Hdf5Message.Datatype) ?? throw Hdf5Exception.Damaged("a data set has no type")
        );
        int version = space.Version("a data space", newest: 2, oldest: 1);
        int rank = space.Byte();
        int flags = space.Byte();
        int kind = version == 1 ? 1 : space.Byte();
        space.Skip(version == 1 ? 5 : 0);
        if (rank > MostRank || (kind == 0 && rank > 0))
        {
            throw Hdf5Exception.Damaged("a data set has impossible dimensions");
        }
        Dimensions = [.. Enumerable.Range(0, rank).Select(_ => space.Length())];
        ulong none = ulong.MaxValue >> (64 - 8 * file.LengthBytes);
        Limits =
            (flags & 1) == 0
                ? Dimensions
                :
                [
                    .. Enumerable
                        .Range(0, rank)
                        .Select(_ => space.Length())
                        .Select(it => it == none ? ulong.MaxValue : it),
                ];
        // A null data space has no elements at all.
        Count = kind == 2 ? 0 : Product(Dimensions);
    }

    /// <summary>Its shape; empty for a single element.</summary>
    public ulong[] Dimensions { get; }

    /// <summary>What its shape may grow to; the largest number for no limit.</summary>
    public ulong[] Limits { get; }

    /// <summary>Type of its elements.</summary>
    public Hdf5Type Type { get; }

    /// <summary>Number of elements; the largest number where there are more.</summary>
    public long Count { get; }

    /// <summary>The shape for messages.</summary>
    public string Shape =>
        Dimensions.Length == 0 && Count == 0
            ? "none"
            : $"({string.Join(", ", Dimensions.Select(it => it.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>Reads its numbers.</summary>
    /// <exception cref="Hdf5Exception">They are not in this file, are damaged, or are too many.</exception>
    public Hdf5Numbers Numbers()
    {
        _file.Claim(Count);
        return new Hdf5Numbers(Type, Read());
    }

    /// <summary>Reads its strings.</summary>
    /// <param name="mostBytes">Bytes of a string at most.</param>
    /// <exception cref="Hdf5Exception">They are not in this file, are damaged, or are too long.</exception>
    public string[] Strings(int mostBytes)
    {
        if (!Type.Variable && Type.Size > mostBytes)
        {
            throw TooLong((uint)Type.Size, mostBytes);
        }
        _file.Claim(Count);
        ReadOnlyMemory<byte> elements = Read();
        return
        [
            .. Enumerable
                .Range(0, (int)Count)
                .Select(n => elements.Slice(n * Type.Size, Type.Size))
                .Select(element => Type.Variable ? InHeap(element, mostBytes) : Hdf5Type.Text(element.Span))
                .Select(text => Type.Spaces ? text.TrimEnd(' ') : text),
        ];
    }

    private string InHeap(ReadOnlyMemory<byte> element, int mostBytes)
    {
        var at = new Hdf5Cursor(_file, element);
        uint length = at.UInt32();
        long address = at.Address();
        uint index = at.UInt32();
        if (length == 0)
        {
            return "";
        }
        if (length > mostBytes)
        {
            throw TooLong(length, mostBytes);
        }
        ReadOnlyMemory<byte> text = _file.HeapObject(address, index);
        return length <= text.Length
            ? Hdf5Type.Text(text.Span[..(int)length])
            : throw Hdf5Exception.Damaged("a string is longer than its place in the heap");
    }

    // All elements, one after the other.
    private ReadOnlyMemory<byte> Read()
    {
        long bytes = Count > int.MaxValue ? long.MaxValue : Count * Type.Size;
        if (bytes > Array.MaxLength)
        {
            throw new Hdf5Exception("it is longer than 2 GiB");
        }
        if (_object.Has(Hdf5Message.ExternalFiles))
        {
            throw new Hdf5Exception("its data are in another file (external storage), which is not read");
        }
        Hdf5Cursor layout = _object.Find(Hdf5Message.Layout)!;
        int version = layout.Version("a data layout", newest: 4, oldest: 3);
        switch (layout.Byte())
        {
            case 0:
                return Whole(layout, (uint)layout.UInt16(), (int)bytes);
            case 1:
                long address = layout.Address();
                return address == Hdf5Cursor.Undefined
                    ? Blank((int)bytes)
                    : Whole(_file.At(address), layout.Length(), (int)bytes);
            case 2:
                ChunkFilters filters = Filters();
                var chunks = ChunkLayout.Read(layout, version, this, filters.Any);
                return new ChunkedData(_file, this, chunks, filters).Read(Blank((int)bytes));
            case 3:
                throw new Hdf5Exception("it is a virtual data set, whose data are elsewhere and are not read");
            default:
                throw Hdf5Exception.Damaged("a data layout is of an unknown kind");
        }
    }

    private static ReadOnlyMemory<byte> Whole(Hdf5Cursor at, ulong stored, int bytes) =>
        stored >= (ulong)bytes
            ? at.Take(bytes)
            : throw Hdf5Exception.Damaged(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"there are {stored:N0} bytes of data, but there should be {bytes:N0}"
                )
            );

    private ChunkFilters Filters() =>
        _object.Find(Hdf5Message.Filters) is { } filters ? ChunkFilters.Read(filters, Type.Size) : ChunkFilters.None;

    // What elements are that were never written.
    private byte[] Blank(int bytes)
    {
        var blank = new byte[bytes];
        ReadOnlySpan<byte> fill = FillValue().Span;
        if (fill.Length == Type.Size && fill.ContainsAnyExcept((byte)0))
        {
            for (int at = 0; at < bytes; at += fill.Length)
            {
                fill.CopyTo(blank.AsSpan(at));
            }
        }
        return blank;
    }

    private ReadOnlyMemory<byte> FillValue()
    {
        if (_object.Find(Hdf5Message.FillValue) is not { } at)
        {
            return _object.Find(Hdf5Message.OldFillValue) is { } old ? old.Take(old.UInt32()) : default;
        }
        int version = at.Version("a fill value", newest: 3, oldest: 1);
        bool there;
        if (version == 3)
        {
            there = (at.Byte() & 0x20) != 0;
        }
        else
        {
            at.Skip(2);
            there = at.Byte() != 0 || version == 1;
        }
        return there && at.Left >= 4 ? at.Take(at.UInt32()) : default;
    }

    private static Hdf5Exception TooLong(uint bytes, int most) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a string has {bytes:N0} bytes, but at most {most:N0} can be read"
            )
        );

    /// <summary>The product, or the largest number where it is larger.</summary>
    public static long Product(ulong[] sizes)
    {
        UInt128 product = 1;
        foreach (ulong size in sizes)
        {
            product = UInt128.Min(product * size, long.MaxValue);
        }
        return (long)product;
    }
}
