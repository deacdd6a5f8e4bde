using System.Numerics;

namespace Hnsg.Nir.Hdf5;

/// <summary>A heap of blocks that double in size, which has the links of a large group.</summary>
internal sealed class FractalHeap
{
    private const int ManagedObject = 0;

    private readonly Hdf5File _file;
    private readonly int _offsetBytes;
    private readonly int _lengthBytes;
    private readonly int _width;
    private readonly ulong _startBytes;
    private readonly int _directRows;
    private readonly long _root;
    private readonly int _rootRows;

    private FractalHeap(Hdf5File file, Hdf5Cursor at)
    {
        _file = file;
        at.Expect("FRHP"u8);
        at.Version("a fractal heap", newest: 0);
        at.Skip(2);
        if (at.UInt16() != 0)
        {
            throw new Hdf5Exception("groups with compressed names cannot be read");
        }
        at.Skip(1);
        uint mostObject = at.UInt32();
        // Numbers of huge objects, of free space, of objects and their bytes.
        at.Skip(10 * file.LengthBytes + 2 * file.OffsetBytes);
        _width = at.UInt16();
        _startBytes = at.Length();
        ulong mostDirect = at.Length();
        int bits = at.UInt16();
        at.Skip(2);
        _root = at.Address();
        _rootRows = at.UInt16();
        if (
            _width == 0
            || !BitOperations.IsPow2(_width)
            || !BitOperations.IsPow2(_startBytes)
            || !BitOperations.IsPow2(mostDirect)
            || mostDirect < _startBytes
            || bits is 0 or > 64
            || mostDirect == 1
        )
        {
            throw Hdf5Exception.Damaged("a fractal heap has impossible sizes");
        }
        _offsetBytes = (bits + 7) / 8;
        _lengthBytes = Math.Min((BitOperations.Log2(mostDirect) + 7) / 8, BitOperations.Log2(mostObject) / 8 + 1);
        _directRows = BitOperations.Log2(mostDirect) - BitOperations.Log2(_startBytes) + 2;
    }

    /// <summary>Reads the heap at an address.</summary>
    public static FractalHeap Read(Hdf5File file, long address) => new(file, file.At(address));

    /// <summary>An object.</summary>
    /// <param name="id">At the object's ID: kind, offset and length.</param>
    public Hdf5Cursor Object(Hdf5Cursor id)
    {
        if ((id.Byte() >> 4 & 3) != ManagedObject)
        {
            throw new Hdf5Exception("a name too long for its group's heap cannot be read");
        }
        ulong offset = id.Unsigned(_offsetBytes);
        ulong length = id.Unsigned(_lengthBytes);
        if (_rootRows == 0)
        {
            return In(_root, _startBytes, offset, length);
        }
        long block = _root;
        for (int rows = _rootRows; ; )
        {
            (int row, ulong size) = RowOf(ref offset);
            if (row >= rows)
            {
                throw Hdf5Exception.Damaged("an object is past the end of its heap");
            }
            ulong entry = (ulong)row * (ulong)_width + offset / size;
            Hdf5Cursor at = _file.At(block);
            at.Expect("FHIB"u8);
            at.Skip(1 + _file.OffsetBytes + _offsetBytes);
            at.Skip((long)entry * _file.OffsetBytes);
            _file.Spend((ulong)_file.OffsetBytes);
            block = at.Address();
            offset %= size;
            if (row < _directRows)
            {
                return In(block, size, offset, length);
            }
            // A block of blocks, of as many rows as its size has room for.
            rows = BitOperations.Log2(size) - BitOperations.Log2(_startBytes * (ulong)_width) + 1;
        }
    }

    // The row that has an offset, and the size of its blocks; what is left of the offset is from the row's start.
    private (int Row, ulong Size) RowOf(ref ulong offset)
    {
        ulong size = _startBytes;
        for (int row = 0; row < 64; row++)
        {
            size = row < 2 ? _startBytes : 2 * size;
            if (offset / (ulong)_width < size)
            {
                return (row, size);
            }
            offset -= size * (ulong)_width;
        }
        throw Hdf5Exception.Damaged("an object is past the end of its heap");
    }

    private Hdf5Cursor In(long block, ulong size, ulong offset, ulong length)
    {
        _file.At(block).Expect("FHDB"u8);
        if (offset > size || length > size - offset)
        {
            throw Hdf5Exception.Damaged("an object is past the end of its heap's block");
        }
        Hdf5Cursor at = _file.At(block);
        at.Skip((long)Math.Min(offset, long.MaxValue));
        return new Hdf5Cursor(_file, at.Take(_file.Spend(length)));
    }
}
