using System.Buffers.Binary;
using System.IO.Compression;

namespace Hnsg.Data;

/// <summary>Reads the bytes of a file that starts with a header which says how long it is, plain or gzip.</summary>
internal static class IdxFile
{
    // Deflate packs at most 1,032 bytes into one.
    private const long MostPacked = 1_032;

    private const int GzipTrailer = 8;

    /// <summary>Checks the header and returns it with its data.</summary>
    /// <param name="path">The file.</param>
    /// <param name="headerLength">Bytes of the header.</param>
    /// <param name="readHeader">Checks the header and returns how many bytes follow it.</param>
    public static byte[] Read(string path, int headerLength, Func<byte[], long> readHeader)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new InputException(path, "is a folder, and an IDX file was expected.");
            }
            using FileStream file = File.OpenRead(path);
            if (!file.CanSeek)
            {
                throw new InputException(path, "is no ordinary file; save what it gives in a file first.");
            }
            return IsGzip(file)
                ? ReadGzip(path, file, headerLength, readHeader)
                : ReadPlain(path, file, headerLength, readHeader);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "there is no such file. Check the path.", e);
        }
        catch (InvalidDataException e)
        {
            throw new InputException(
                path,
                $"the gzip data are damaged ({e.Message}). Fetch or copy the file again.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>True where the file starts with the two magic bytes of gzip; rewinds it.</summary>
    public static bool IsGzip(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        int read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && start[0] == 0x1f && start[1] == 0x8b;
    }

    private static byte[] ReadPlain(string path, FileStream file, int headerLength, Func<byte[], long> readHeader)
    {
        (byte[] header, long follows) = Header(path, file, headerLength, readHeader);
        long wanted = headerLength + follows;
        if (file.Length < wanted)
        {
            throw TooShort(path, file.Length, wanted, "");
        }
        if (file.Length > wanted)
        {
            throw TooLong(path, wanted, "");
        }
        byte[] bytes = new byte[wanted];
        header.CopyTo(bytes, 0);
        int read = file.ReadAtLeast(bytes.AsSpan(headerLength), (int)follows, throwOnEndOfStream: false);
        return read == follows ? bytes : throw TooShort(path, headerLength + read, wanted, "");
    }

    private static byte[] ReadGzip(string path, FileStream file, int headerLength, Func<byte[], long> readHeader)
    {
        using GZipStream unpacked = new(file, CompressionMode.Decompress, leaveOpen: true);
        (byte[] header, long follows) = Header(path, unpacked, headerLength, readHeader);
        long wanted = headerLength + follows;
        if (wanted > (file.Length + 1) * MostPacked)
        {
            throw new InputException(
                path,
                $"the header says {wanted:N0} bytes, more than {file.Length:N0} packed bytes can hold. "
                    + "The header is damaged or the file was cut off."
            );
        }
        // Most data pack to more than a sixteenth; where not, the buffer doubles as data come in.
        byte[] bytes = new byte[Math.Min(wanted, 65_536 + 16 * file.Length)];
        header.CopyTo(bytes, 0);
        int filled = headerLength;
        while (true)
        {
            filled += unpacked.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
            {
                throw TooShort(path, filled, wanted, " when unpacked");
            }
            if (filled == wanted)
            {
                break;
            }
            Array.Resize(ref bytes, (int)Math.Min(wanted, 2L * filled));
        }
        if (unpacked.ReadByte() >= 0)
        {
            throw TooLong(path, wanted, " when unpacked");
        }
        CheckTrailer(path, file, wanted);
        return bytes;
    }

    private static (byte[] Header, long Follows) Header(
        string path,
        Stream stream,
        int headerLength,
        Func<byte[], long> readHeader
    )
    {
        byte[] header = new byte[headerLength];
        int read = stream.ReadAtLeast(header, headerLength, throwOnEndOfStream: false);
        if (read < headerLength)
        {
            string found = read == 0 ? "is empty" : $"ends after {read} bytes";
            throw new InputException(
                path,
                $"{found}, and an IDX header of {headerLength} bytes was expected. Fetch or copy the file again."
            );
        }
        long follows = readHeader(header);
        if (headerLength + follows > Array.MaxLength)
        {
            throw new InputException(
                path,
                $"the header says {follows:N0} bytes of data, and at most {Array.MaxLength:N0} can be read. "
                    + "The header is damaged, or the set must be split."
            );
        }
        return (header, follows);
    }

    // The platform stops without complaint where the checksum at the end of a gzip file is cut off.
    private static void CheckTrailer(string path, FileStream file, long unpacked)
    {
        Span<byte> size = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - 4);
        file.ReadExactly(size);
        uint said = BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (said != (uint)unpacked)
        {
            throw new InputException(
                path,
                $"the gzip trailer at byte offset {file.Length - GzipTrailer} says {said:N0} unpacked bytes, and "
                    + $"{unpacked:N0} came out. The end is cut off or damaged; fetch or copy the file again."
            );
        }
    }

    private static InputException TooShort(string path, long found, long wanted, string when) =>
        new(
            path,
            $"ends at byte {found:N0}{when}, and by its header {wanted:N0} bytes were expected. "
                + "It was cut off; fetch or copy the file again."
        );

    private static InputException TooLong(string path, long wanted, string when) =>
        new(
            path,
            $"goes on after byte {wanted:N0}{when}, where by its header it should end. "
                + "The header is damaged or something was appended; fetch or copy the file again."
        );
}
