using System.Buffers.Binary;
using System.IO.Compression;
using Hnsg.Disk;

namespace Hnsg.Data;

/// <summary>Checks the frame of a PNG file, so that the decoder only ever sees whole ones.</summary>
internal static class PngStructure
{
    /// <summary>Bytes of the largest file that is read.</summary>
    public const int MaxFile = 16 * 1024 * 1024;

    private static readonly (int X, int Y, int Dx, int Dy)[] s_passes =
    [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];

    /// <summary>Checks signature, chunk lengths, checksums and size, and that as many pixels unpack as the size says.</summary>
    /// <returns>The width and the height that the header says.</returns>
    public static (int Width, int Height) Check(string path, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
        if (!bytes.StartsWith(signature))
        {
            throw new InputException(
                path,
                $"it does not start with the PNG signature (89 50 4e 47 …).{FileKind.Sentence(bytes)} Save the picture as PNG."
            );
        }
        int offset = signature.Length;
        (int Width, int Height, long Raw) size = default;
        using var packed = new MemoryStream();
        while (true)
        {
            int start = offset;
            ReadOnlySpan<byte> chunk = Chunk(path, bytes, ref offset);
            string type = System.Text.Encoding.Latin1.GetString(chunk[..4]);
            if (start == signature.Length)
            {
                size = Header(path, type, chunk[4..]);
            }
            if (type == "IDAT")
            {
                packed.Write(chunk[4..]);
                // Pixels that do not pack take five more bytes a block; anything beyond that is no picture of this size.
                if (packed.Length > size.Raw + size.Raw / 8 + 4_096)
                {
                    throw new InputException(
                        path,
                        $"it has more compressed pixels than its size allows, at byte offset {start}."
                    );
                }
            }
            if (type == "IEND")
            {
                CheckPixels(path, packed, size.Raw);
                return (size.Width, size.Height);
            }
        }
    }

    private static ReadOnlySpan<byte> Chunk(string path, ReadOnlySpan<byte> bytes, ref int offset)
    {
        ReadOnlySpan<byte> rest = bytes[offset..];
        uint length = rest.Length < 12 ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12L)
        {
            throw new InputException(
                path,
                $"it is cut off or damaged: the PNG chunk at byte offset {offset} goes past the end of the file at "
                    + $"{bytes.Length}."
            );
        }
        ReadOnlySpan<byte> chunk = rest.Slice(4, (int)length + 4);
        if (BinaryPrimitives.ReadUInt32BigEndian(rest[((int)length + 8)..]) != Crc32.Of(chunk))
        {
            throw new InputException(
                path,
                $"it is damaged: the checksum of the PNG chunk at byte offset {offset} is wrong."
            );
        }
        offset += (int)length + 12;
        return chunk;
    }

    private static (int Width, int Height, long Raw) Header(string path, string type, ReadOnlySpan<byte> data)
    {
        if (type != "IHDR" || data.Length != 13)
        {
            throw new InputException(path, "it is damaged: the first PNG chunk, at byte offset 8, is not the header.");
        }
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > IdxReader.MaxInputs || height == 0 || (ulong)width * height > IdxReader.MaxInputs)
        {
            throw new InputException(
                path,
                $"it has {width} × {height} pixels, but must have 1 to {IdxReader.MaxInputs:N0} in total."
            );
        }
        return ((int)width, (int)height, RawBytes(path, (int)width, (int)height, data[8..]));
    }

    // Bytes of the unpacked rows, each with its filter; interlaced pictures have seven passes of rows.
    private static long RawBytes(string path, int width, int height, ReadOnlySpan<byte> format)
    {
        (byte depth, byte colour, byte interlace) = (format[0], format[1], format[4]);
        (int channels, byte[] depths) = colour switch
        {
            0 => (1, (byte[])[1, 2, 4, 8, 16]),
            2 => (3, [8, 16]),
            3 => (1, [1, 2, 4, 8]),
            4 => (2, [8, 16]),
            6 => (4, [8, 16]),
            _ => (0, []),
        };
        if (!depths.Contains(depth) || format[2] != 0 || format[3] != 0 || interlace > 1)
        {
            throw new InputException(
                path,
                $"it is damaged: the header at byte offset 16 says colour type {colour}, bit depth {depth}, compression {format[2]}, "
                    + $"filter {format[3]} and interlace {interlace}, which no PNG has."
            );
        }
        long bits = channels * depth;
        long Rows(long columns, long rows) => columns == 0 ? 0 : rows * (1 + (columns * bits + 7) / 8);
        return interlace == 0
            ? Rows(width, height)
            : s_passes.Sum(pass => Rows(Steps(width, pass.X, pass.Dx), Steps(height, pass.Y, pass.Dy)));

        static long Steps(int length, int first, int step) => (length - first + step - 1) / step;
    }

    // The decoder unpacks whatever there is, so it is looked at first.
    private static void CheckPixels(string path, MemoryStream packed, long raw)
    {
        packed.Position = 0;
        var rows = new byte[raw + 1];
        int unpacked;
        try
        {
            using var pixels = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            unpacked = pixels.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new InputException(
                path,
                $"it is damaged: the pixels cannot be decompressed ({error.Message.TrimEnd('.')}). Save the picture as PNG again.",
                error
            );
        }
        if (unpacked != raw)
        {
            throw new InputException(
                path,
                unpacked > raw
                    ? $"it is damaged: it holds more than the {raw:N0} bytes of pixels that its size needs."
                    : $"it is damaged: it holds {unpacked:N0} bytes of pixels, but its size needs {raw:N0}."
            );
        }
    }
}
