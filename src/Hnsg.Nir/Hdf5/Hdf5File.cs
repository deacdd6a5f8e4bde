using System.Globalization;

namespace Hnsg.Nir.Hdf5;

/// <summary>An HDF5 file in memory. Only what is in these bytes is read: nothing leads to other files, and no code is loaded.</summary>
/// <remarks>
/// Follows the HDF5 File Format Specification 3.0. Every structure is a part of the file's bytes, so nothing is made larger
/// than the file on the word of a number in it; what unpacked data may take is counted by <see cref="Claim"/>, and a limit
/// to all structures read ends a file whose structures lead in circles.
/// </remarks>
internal sealed class Hdf5File
{
    // A network of four million weights may be compressed as well as it will; beyond, a byte can hold 32 of them.
    private const long FreeValues = 1 << 22;
    private const long ValuesAByte = 32;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<long, Dictionary<uint, ReadOnlyMemory<byte>>> _collections = [];
    private long _claimed;
    private long _spent;

    private Hdf5File(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        (OffsetBytes, LengthBytes) = (8, 8);
    }

    /// <summary>What the file, or the part of it behind a user block, begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Bytes of an address.</summary>
    public int OffsetBytes { get; private set; }

    /// <summary>Bytes of a length.</summary>
    public int LengthBytes { get; private set; }

    /// <summary>Bytes of the file.</summary>
    public int Length => _bytes.Length;

    /// <summary>The group at the top.</summary>
    public Hdf5Object Root { get; private set; } = null!;

    /// <summary>Where the signature is: at the start, or behind a user block of 512 bytes, or twice as many, and so on.</summary>
    /// <returns>The place, or −1 where there is none.</returns>
    public static int Find(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at + Signature.Length <= bytes.Length; at = at == 0 ? 512 : 2 * at)
        {
            if (bytes[at..].StartsWith(Signature))
            {
                return at;
            }
        }
        return -1;
    }

    /// <summary>Reads the superblock.</summary>
    /// <param name="bytes">The whole file, in which <see cref="Find"/> finds a signature.</param>
    /// <exception cref="Hdf5Exception">It is damaged.</exception>
    public static Hdf5File Open(ReadOnlyMemory<byte> bytes)
    {
        var file = new Hdf5File(bytes[Find(bytes.Span)..]);
        Hdf5Cursor at = file.At(0);
        at.Skip(Signature.Length);
        int version = at.Version("the superblock", newest: 3);
        at.Skip(version < 2 ? 4 : 0);
        file.OffsetBytes = Width(at.Byte());
        file.LengthBytes = Width(at.Byte());
        // v0: a reserved byte, two sizes of B-trees, flags; v1: a third size. v2: flags.
        at.Skip(
            version switch
            {
                0 => 9,
                1 => 13,
                _ => 1,
            }
        );
        at.Skip(2 * file.OffsetBytes); // base address; free space, or the extension
        ulong end = at.Unsigned(file.OffsetBytes);
        if (end > (ulong)bytes.Length)
        {
            throw Hdf5Exception.Damaged(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is cut off: only {bytes.Length:N0} of {end:N0} bytes are there"
                )
            );
        }
        // Before it, in an old file: drivers, and the offset of the root's name.
        at.Skip(version < 2 ? 2 * file.OffsetBytes : 0);
        file.Root = new Hdf5Object(file, at.Address());
        return file;
    }

    /// <summary>A cursor at an address, up to the end of the file.</summary>
    public Hdf5Cursor At(long address) =>
        address == Hdf5Cursor.Undefined
            ? throw Hdf5Exception.Damaged("an address is missing")
            : new Hdf5Cursor(this, _bytes[(int)address..]);

    /// <summary>A cursor over a part of the file, which counts as read.</summary>
    public Hdf5Cursor At(long address, ulong length) => new(this, At(address).Take(Spend(length)));

    /// <summary>Counts bytes of structures as read.</summary>
    /// <returns>The bytes.</returns>
    /// <exception cref="Hdf5Exception">They are far more than the file has.</exception>
    public long Spend(ulong bytes)
    {
        _spent += (long)Math.Min(bytes, (ulong)_bytes.Length + 1);
        return _spent <= 8L * _bytes.Length + (1 << 20)
            ? (long)Math.Min(bytes, long.MaxValue)
            : throw Hdf5Exception.Damaged("its parts overlap or refer to each other in a circle");
    }

    /// <summary>Counts numbers that will be held in memory.</summary>
    /// <exception cref="Hdf5Exception">They are more than a file of this size can hold.</exception>
    public void Claim(long values)
    {
        _claimed += Math.Min(values, long.MaxValue / 64);
        long most = FreeValues + ValuesAByte * _bytes.Length;
        if (_claimed > most)
        {
            throw new Hdf5Exception(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it claims {values:N0} numbers, most of which cannot be in a file of {_bytes.Length:N0} bytes; at most {most:N0} in total can be read from it"
                )
            );
        }
    }

    /// <summary>An object of a global heap, where strings of any length are.</summary>
    public ReadOnlyMemory<byte> HeapObject(long address, uint index)
    {
        if (!_collections.TryGetValue(address, out Dictionary<uint, ReadOnlyMemory<byte>>? collection))
        {
            collection = _collections[address] = Collection(address);
        }
        return collection.TryGetValue(index, out ReadOnlyMemory<byte> found)
            ? found
            : throw Hdf5Exception.Damaged($"a heap has no object {index}");
    }

    private Dictionary<uint, ReadOnlyMemory<byte>> Collection(long address)
    {
        var objects = new Dictionary<uint, ReadOnlyMemory<byte>>();
        Hdf5Cursor start = At(address);
        start.Expect("GCOL"u8);
        start.Version("a global heap", newest: 1, oldest: 1);
        start.Skip(3);
        Hdf5Cursor at = At(address, start.Length());
        at.Skip(8 + LengthBytes);
        while (at.Left >= 8 + LengthBytes)
        {
            int index = at.UInt16();
            at.Skip(6);
            ulong size = at.Length();
            // Index 0 is the space that is free, to the end.
            if (index == 0)
            {
                break;
            }
            objects[(uint)index] = at.Take((long)Math.Min(size, long.MaxValue));
            at.Skip(Math.Min(at.Left, -(long)size & 7));
        }
        return objects;
    }

    private static int Width(int bytes) =>
        bytes is 2 or 4 or 8 ? bytes : throw Hdf5Exception.Damaged($"addresses or lengths cannot have {bytes} bytes");
}
