using System.Buffers.Binary;

namespace Hnsg.Nir.Hdf5;

/// <summary>The numbers of a data set as the file has them, each made a double when it is asked for.</summary>
/// <param name="type">Their type; it has a <see cref="Hdf5Type.Number"/>.</param>
/// <param name="bytes">Their bytes.</param>
internal sealed class Hdf5Numbers(Hdf5Type type, ReadOnlyMemory<byte> bytes)
{
    private readonly Hdf5Number _kind =
        type.Number ?? throw new ArgumentException($"{type.Name} is not a number.", nameof(type));

    /// <summary>How many there are.</summary>
    public int Count => bytes.Length / type.Size;

    /// <summary>A number; those of 64 bits that a double cannot hold are rounded to the nearest.</summary>
    public double this[int index] =>
        (_kind, type.Size) switch
        {
            (Hdf5Number.Float, 2) => (double)BitConverter.UInt16BitsToHalf((ushort)Bits(index)),
            (Hdf5Number.Float, 4) => BitConverter.UInt32BitsToSingle((uint)Bits(index)),
            (Hdf5Number.Float, _) => BitConverter.UInt64BitsToDouble(Bits(index)),
            (Hdf5Number.Signed, _) => Signed(index),
            _ => Bits(index),
        };

    /// <summary>How many of them are no float32.</summary>
    public int CountRounded()
    {
        // All of these are.
        if (type.Size < 4 || (_kind, type.Size) == (Hdf5Number.Float, 4))
        {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < Count; i++)
        {
            bool exact = _kind switch
            {
                Hdf5Number.Float => (float)this[i] == this[i],
                Hdf5Number.Signed => (Int128)(float)Signed(i) == Signed(i),
                _ => (UInt128)(float)Bits(i) == Bits(i),
            };
            count += exact ? 0 : 1;
        }
        return count;
    }

    private long Signed(int index)
    {
        int unused = 64 - 8 * type.Size;
        return (long)(Bits(index) << unused) >> unused;
    }

    private ulong Bits(int index)
    {
        ReadOnlySpan<byte> it = bytes.Span.Slice(index * type.Size, type.Size);
        return (type.Size, type.BigEndian) switch
        {
            (1, _) => it[0],
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(it),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(it),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(it),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(it),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(it),
            (_, true) => BinaryPrimitives.ReadUInt64BigEndian(it),
        };
    }
}
