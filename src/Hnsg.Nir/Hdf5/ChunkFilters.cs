using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Hnsg.Nir.Hdf5;

/// <summary>What the chunks of a data set were sent through before they were written: deflate, shuffle, Fletcher-32, LZF.</summary>
internal sealed class ChunkFilters
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;
    private const int Lzf = 32000;

    private readonly List<(int Id, int ElementBytes)> _filters = [];
    private byte[] _buffer = [];
    private byte[] _other = [];

    private ChunkFilters() { }

    /// <summary>No filters.</summary>
    public static ChunkFilters None { get; } = new();

    /// <summary>Whether there are any.</summary>
    public bool Any => _filters.Count > 0;

    /// <summary>Reads the filters of a data set.</summary>
    /// <param name="at">The message.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    /// <exception cref="Hdf5Exception">One of them is not known.</exception>
    public static ChunkFilters Read(Hdf5Cursor at, int elementBytes)
    {
        var filters = new ChunkFilters();
        int version = at.Version("filters", newest: 2, oldest: 1);
        int count = at.Byte();
        at.Skip(version == 1 ? 6 : 0);
        for (int n = 0; n < count; n++)
        {
            int id = at.UInt16();
            int nameBytes = version == 1 || id >= 256 ? at.UInt16() : 0;
            at.Skip(2);
            int values = at.UInt16();
            string name = Hdf5Type.Text(at.Take(nameBytes).Span);
            ReadOnlyMemory<byte> parameters = at.Take(4 * values);
            at.Skip(version == 1 && values % 2 == 1 ? 4 : 0);
            if (id is not (Deflate or Shuffle or Checksum or Lzf))
            {
                throw new Hdf5Exception(
                    $"it is compressed with the filter {Name(id, name)}; only deflate (gzip), shuffle, fletcher32 and lzf can be read"
                );
            }
            int width = values > 0 ? BinaryPrimitives.ReadInt32LittleEndian(parameters.Span) : elementBytes;
            filters._filters.Add((id, width));
        }
        return filters;
    }

    /// <summary>Takes back what the filters have done.</summary>
    /// <param name="stored">The chunk as it is in the file.</param>
    /// <param name="skipped">A bit for each filter that it did not go through.</param>
    /// <param name="bytes">Bytes that it must have.</param>
    /// <returns>The chunk; valid until the next is taken.</returns>
    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> stored, uint skipped, int bytes)
    {
        // What a filter makes of a chunk is never much longer than the chunk.
        int most = (int)Math.Min(bytes + bytes / 64L + 1024, Array.MaxLength);
        ReadOnlyMemory<byte> chunk = stored;
        for (int n = _filters.Count - 1; n >= 0; n--)
        {
            if (n < 32 && (skipped >> n & 1) != 0)
            {
                continue;
            }
            if (chunk.Length > most)
            {
                throw Hdf5Exception.Damaged("a compressed chunk is longer than its contents");
            }
            (int id, int width) = _filters[n];
            if (id == Checksum)
            {
                chunk = Fletcher32.Check(chunk);
                continue;
            }
            if (_buffer.Length < most)
            {
                (_buffer, _other) = (new byte[most], new byte[most]);
            }
            int length = id switch
            {
                Deflate => Inflate(chunk, _buffer.AsSpan(0, most)),
                Lzf => Hdf5.Lzf.Decode(chunk.Span, _buffer.AsSpan(0, most)),
                _ => Unshuffle(chunk.Span, _buffer, width),
            };
            chunk = _buffer.AsMemory(0, length);
            (_buffer, _other) = (_other, _buffer);
        }
        return chunk.Length == bytes
            ? chunk
            : throw Hdf5Exception.Damaged($"a chunk has {chunk.Length} bytes, but {bytes} are needed");
    }

    private static int Inflate(ReadOnlyMemory<byte> packed, Span<byte> plain)
    {
        MemoryMarshal.TryGetArray(packed, out ArraySegment<byte> bytes);
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var zlib = new ZLibStream(stream, CompressionMode.Decompress);
        try
        {
            int length = zlib.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            return length < plain.Length || zlib.ReadByte() < 0
                ? length
                : throw Hdf5Exception.Damaged("a deflated chunk does not fit its place");
        }
        catch (InvalidDataException error)
        {
            throw Hdf5Exception.Damaged("a deflated chunk cannot be inflated", error);
        }
    }

    // All first bytes, then all second ones, and so on; what is left over as it is.
    private static int Unshuffle(ReadOnlySpan<byte> bytes, byte[] plain, int width)
    {
        if (width < 1)
        {
            throw Hdf5Exception.Damaged("the shuffle filter has elements of 0 bytes");
        }
        int count = bytes.Length / width;
        for (int n = 0; n < count; n++)
        {
            for (int b = 0; b < width; b++)
            {
                plain[n * width + b] = bytes[b * count + n];
            }
        }
        bytes[(count * width)..].CopyTo(plain.AsSpan(count * width));
        return bytes.Length;
    }

    private static string Name(int id, string name) =>
        id switch
        {
            4 => "szip",
            5 => "nbit",
            6 => "scaleoffset",
            _ => name.Length == 0 ? $"number {id}" : $"'{name}' (number {id})",
        };
}
