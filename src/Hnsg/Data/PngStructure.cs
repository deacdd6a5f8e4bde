using System.Buffers.Binary;
using System.Text;

namespace Hnsg.Data;

/// <summary>Checks the frame of a PNG file, so that the decoder only ever sees whole ones.</summary>
internal static class PngStructure
{
    /// <summary>Bytes of the largest file that is read.</summary>
    public const int MaxFile = 16 * 1024 * 1024;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Checks signature, chunk lengths, checksums and size.</summary>
    /// <returns>The width and the height that the header says.</returns>
    public static (int Width, int Height) Check(string path, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
        if (!bytes.StartsWith(signature))
        {
            throw new InputException(
                path,
                "does not start with the signature of PNG (89 50 4e 47 …). Save the picture as PNG."
            );
        }
        int offset = signature.Length;
        (int Width, int Height, long Raw) size = default;
        long packed = 0;
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
                packed += chunk.Length - 4;
                // Pixels that do not pack take five more bytes a block; anything beyond that is no picture of this size.
                if (packed > size.Raw + size.Raw / 8 + 4_096)
                {
                    throw new InputException(
                        path,
                        $"has more packed pixels than fit its size, at byte offset {start}."
                    );
                }
            }
            if (type == "IEND")
            {
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
                $"is cut off or damaged: the PNG chunk at byte offset {offset} goes past the end of the file at "
                    + $"{bytes.Length}."
            );
        }
        ReadOnlySpan<byte> chunk = rest.Slice(4, (int)length + 4);
        if (BinaryPrimitives.ReadUInt32BigEndian(rest[((int)length + 8)..]) != Crc(chunk))
        {
            throw new InputException(
                path,
                $"is damaged: the checksum of the PNG chunk at byte offset {offset} is wrong."
            );
        }
        offset += (int)length + 12;
        return chunk;
    }

    private static (int Width, int Height, long Raw) Header(string path, string type, ReadOnlySpan<byte> data)
    {
        if (type != "IHDR" || data.Length != 13)
        {
            throw new InputException(path, "is damaged: the first PNG chunk at byte offset 8 is not the header.");
        }
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > IdxReader.MaxInputs || height == 0 || (ulong)width * height > IdxReader.MaxInputs)
        {
            throw new InputException(
                path,
                $"has {width} × {height} pixels, and 1 to {IdxReader.MaxInputs:N0} in all are possible."
            );
        }
        // At most 8 bytes a pixel, and a filter byte a row; interlacing has seven passes of rows.
        return ((int)width, (int)height, 8L * width * height + 7L * height);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
            }
            table[i] = value;
        }
        return table;
    }
}
