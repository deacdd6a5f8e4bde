using System.Buffers.Binary;

namespace Hnsg.Nir.Hdf5;

/// <summary>Reads one value after the other, little-endian, and never past the end.</summary>
/// <param name="file">The file, for the width of addresses and lengths.</param>
/// <param name="bytes">A part of it.</param>
internal sealed class Hdf5Cursor(Hdf5File file, ReadOnlyMemory<byte> bytes)
{
    /// <summary>The address that stands for nothing.</summary>
    public const long Undefined = -1;

    private int _at;

    /// <summary>The file.</summary>
    public Hdf5File File => file;

    /// <summary>Bytes that are left.</summary>
    public int Left => bytes.Length - _at;

    public byte Byte() => Take(1).Span[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    /// <summary>A number of up to eight bytes.</summary>
    public ulong Unsigned(int width)
    {
        if (width is < 1 or > 8)
        {
            throw Hdf5Exception.Damaged($"a number cannot have {width} bytes");
        }
        ReadOnlySpan<byte> number = Take(width).Span;
        ulong value = 0;
        for (int i = width - 1; i >= 0; i--)
        {
            value = (value << 8) | number[i];
        }
        return value;
    }

    /// <summary>A length in bytes, or a number of entries.</summary>
    public ulong Length() => Unsigned(file.LengthBytes);

    /// <summary>An address in the file, or <see cref="Undefined"/>.</summary>
    public long Address()
    {
        ulong value = Unsigned(file.OffsetBytes);
        if (value == ulong.MaxValue >> (64 - 8 * file.OffsetBytes))
        {
            return Undefined;
        }
        return value < (ulong)file.Length
            ? (long)value
            : throw Hdf5Exception.Damaged($"the address {value} is past the end of the file");
    }

    /// <summary>The next bytes as they are.</summary>
    public ReadOnlyMemory<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            throw Hdf5Exception.Damaged("the file, or a part of it, ends too early");
        }
        ReadOnlyMemory<byte> taken = bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    public void Skip(long count) => Take(count);

    /// <summary>Reads what every structure begins with.</summary>
    public void Expect(ReadOnlySpan<byte> signature)
    {
        if (!Take(signature.Length).Span.SequenceEqual(signature))
        {
            throw Hdf5Exception.Damaged(
                $"the signature '{System.Text.Encoding.ASCII.GetString(signature)}' is missing from its place"
            );
        }
    }

    /// <summary>Reads the version of a structure.</summary>
    /// <param name="what">The structure.</param>
    /// <param name="newest">The newest version that is known; all before it are.</param>
    /// <param name="oldest">The oldest.</param>
    public int Version(string what, int newest, int oldest = 0)
    {
        int version = Byte();
        return version >= oldest && version <= newest
            ? version
            : throw new Hdf5Exception($"version {version} of {what} cannot be read, or the file is damaged");
    }
}
