using System.Buffers.Binary;
using System.IO.Compression;
using Hnsg.Disk;

namespace Hnsg.Data;

/// <summary>Unpacks a gzip file: any number of members one behind the other (RFC 1952), and nothing else.</summary>
/// <remarks>
/// The platform's own reader takes several members too, but says nothing where the last one's end is cut off or something
/// else follows it. Its decoder of deflate does not tell where it has ended either, only which bytes it was last given;
/// in those the member's checksum and length, which follow the packed bytes, are looked for.
/// </remarks>
internal sealed class GzipReader : IDisposable
{
    private const int Trailer = 8;
    private const int HasCrc = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;

    private readonly FileStream _file;
    private Fed? _fed;
    private DeflateStream? _member;
    private uint _crc;
    private long _length;
    private long _at;

    /// <summary>The two bytes that every member begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1f, 0x8b];

    /// <summary>Starts at the beginning of a file.</summary>
    /// <param name="file">The file; owned by the caller.</param>
    public GzipReader(FileStream file) => _file = file;

    /// <summary>Unpacks until the buffer is full or the file ends.</summary>
    /// <returns>Bytes that were unpacked; fewer than asked for only at the end.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, cut off, or goes on with something else.</exception>
    public int Read(Span<byte> buffer)
    {
        int filled = 0;
        while (filled < buffer.Length && (_member is not null || Begin()))
        {
            int count = _member!.Read(buffer[filled..]);
            if (count == 0)
            {
                End();
            }
            _crc = Crc32.Of(buffer.Slice(filled, count), _crc);
            _length += count;
            filled += count;
        }
        return filled;
    }

    public void Dispose() => _member?.Dispose();

    private bool Begin()
    {
        _file.Position = _at;
        if (_at == _file.Length)
        {
            return false;
        }
        Span<byte> header = stackalloc byte[10];
        int count = _file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (count < header.Length || !header.StartsWith(Magic) || header[2] != 8 || header[3] >= 32)
        {
            throw new InvalidDataException($"the gzip header at byte offset {_at} is cut off or damaged");
        }
        byte flags = header[3];
        Skip((flags & HasExtra) == 0 ? 0 : Byte() | (Byte() << 8));
        SkipText((flags & HasName) != 0);
        SkipText((flags & HasComment) != 0);
        Skip((flags & HasCrc) == 0 ? 0 : 2);
        _fed = new Fed(_file);
        _member = new DeflateStream(_fed, CompressionMode.Decompress);
        (_crc, _length) = (0, 0);
        return true;
    }

    private void End()
    {
        Span<byte> trailer = stackalloc byte[Trailer];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)_length);
        byte[] last = new byte[_fed!.LastCount + Trailer + Magic.Length];
        _file.Position = _fed.LastStart;
        int count = _file.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        bool found = false;
        // Packed bytes may happen to look the same, so what follows is looked at too.
        for (int at = 0; !EndsAt(last.AsSpan(0, count), at, trailer, ref found); at++)
        {
            if (at == count)
            {
                throw new InvalidDataException(
                    found
                        ? $"the {_length:N0} compressed bytes are followed by something that is not gzip"
                        : $"the gzip trailer near byte offset {_fed.LastStart + _fed.LastCount} is cut off or damaged: it does not hold the "
                            + $"checksum and length of the {_length:N0} compressed bytes"
                );
            }
        }
        _member!.Dispose();
        _member = null;
    }

    private bool EndsAt(ReadOnlySpan<byte> last, int at, ReadOnlySpan<byte> trailer, ref bool found)
    {
        if (!last[at..].StartsWith(trailer))
        {
            return false;
        }
        found = true;
        _at = _fed!.LastStart + at + Trailer;
        return _at == _file.Length || last[(at + Trailer)..].StartsWith(Magic);
    }

    private int Byte() =>
        _file.ReadByte() is >= 0 and int value
            ? value
            : throw new InvalidDataException($"the gzip header at byte offset {_at} is cut off");

    private void Skip(int count) => _file.Position += count;

    private void SkipText(bool there)
    {
        while (there && Byte() != 0) { }
    }

    /// <summary>Gives the decoder the file's bytes and remembers which were the last.</summary>
    private sealed class Fed(FileStream file) : Stream
    {
        public long LastStart { get; private set; } = file.Position;

        public int LastCount { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            long start = file.Position;
            int count = file.Read(buffer);
            if (count > 0)
            {
                (LastStart, LastCount) = (start, count);
            }
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
