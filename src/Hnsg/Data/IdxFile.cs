using Hnsg.Disk;

namespace Hnsg.Data;

/// <summary>Reads the bytes of a file that starts with a header which says how long it is, plain or gzip.</summary>
internal static class IdxFile
{
    // Deflate packs at most 1,032 bytes into one, and makes what cannot be packed a little longer.
    private const long MostPacked = 1_032;

    /// <summary>Checks the header and returns it with its data.</summary>
    /// <param name="path">The file.</param>
    /// <param name="headerLength">Bytes of the header.</param>
    /// <param name="readHeader">
    /// Checks the header and returns how many bytes follow it; gets the first bytes of the file, as many as
    /// <see cref="FileKind"/> looks at.
    /// </param>
    public static byte[] Read(string path, int headerLength, Func<byte[], long> readHeader)
    {
        using FileStream file = InputFile.Open(path);
        try
        {
            if (!file.CanSeek)
            {
                throw new InputException(path, "it is not an ordinary file. Save its contents to a file first.");
            }
            return IsGzip(file)
                ? ReadGzip(path, file, headerLength, readHeader)
                : ReadPlain(path, file, headerLength, readHeader);
        }
        catch (InvalidDataException error)
        {
            throw new InputException(
                path,
                $"the gzip data are damaged: {error.Message.TrimEnd('.')}. Fetch or copy the file again.",
                error
            );
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }

    /// <summary>True where the file starts with the two magic bytes of gzip; rewinds it.</summary>
    private static bool IsGzip(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        int read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..read].SequenceEqual(GzipReader.Magic);
    }

    private static byte[] ReadPlain(string path, FileStream file, int headerLength, Func<byte[], long> readHeader)
    {
        var start = new byte[FileKind.Bytes];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        long wanted = Wanted(path, start[..read], headerLength, readHeader);
        if (file.Length < wanted)
        {
            throw TooShort(path, file.Length, wanted, "");
        }
        if (file.Length > wanted)
        {
            throw TooLong(path, wanted, "");
        }
        var bytes = new byte[wanted];
        start.AsSpan(0, read).CopyTo(bytes);
        read += file.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
        return read == wanted ? bytes : throw TooShort(path, read, wanted, "");
    }

    private static byte[] ReadGzip(string path, FileStream file, int headerLength, Func<byte[], long> readHeader)
    {
        using var unpacked = new GzipReader(file);
        var start = new byte[FileKind.Bytes];
        int filled = unpacked.Read(start);
        long wanted = Wanted(path, start[..filled], headerLength, readHeader);
        if (wanted > (file.Length + 1) * MostPacked)
        {
            throw new InputException(
                path,
                $"the header says {wanted:N0} bytes, more than {file.Length:N0} compressed bytes can hold. "
                    + "The header is damaged or the file was cut off."
            );
        }
        if (filled > wanted || file.Length > wanted + wanted / 8 + 65_536)
        {
            throw TooLong(path, wanted, " when decompressed");
        }
        // Most data pack to more than a sixteenth; where not, the buffer doubles as data come in.
        var bytes = new byte[Math.Min(wanted, 65_536 + 16 * file.Length)];
        start.AsSpan(0, filled).CopyTo(bytes);
        while (true)
        {
            filled += unpacked.Read(bytes.AsSpan(filled));
            if (filled < bytes.Length)
            {
                throw TooShort(path, filled, wanted, " when decompressed");
            }
            if (filled == wanted)
            {
                break;
            }
            Array.Resize(ref bytes, (int)Math.Min(wanted, 2L * filled));
        }
        // At the end the reader compares the checksum, too.
        return unpacked.Read(new byte[1]) == 0 ? bytes : throw TooLong(path, wanted, " when decompressed");
    }

    // Bytes of the whole file, by its header.
    private static long Wanted(string path, byte[] start, int headerLength, Func<byte[], long> readHeader)
    {
        if (start.Length < headerLength)
        {
            throw new InputException(
                path,
                start.Length == 0
                    ? $"it is empty, but an IDX file begins with a header of {headerLength} bytes. Fetch or copy the file again."
                    : $"it ends after {start.Length} bytes, but an IDX file begins with a header of {headerLength} bytes."
                        + $"{FileKind.Sentence(start)} Fetch or copy the file again."
            );
        }
        long wanted = headerLength + readHeader(start);
        if (wanted > Array.MaxLength)
        {
            throw new InputException(
                path,
                $"the header says {wanted:N0} bytes in total, but at most {Array.MaxLength:N0} can be read. "
                    + "The header is damaged, or the set must be split."
            );
        }
        AvailableMemory.Require(
            wanted,
            ($"according to its header, {path} takes in memory", "Split the set, or use another machine.")
        );
        return wanted;
    }

    private static InputException TooShort(string path, long found, long wanted, string when) =>
        new(
            path,
            $"it ends at byte {found:N0}{when}, but its header says it has {wanted:N0} bytes. "
                + "It was cut off; fetch or copy the file again."
        );

    private static InputException TooLong(string path, long wanted, string when) =>
        new(
            path,
            $"it continues after byte {wanted:N0}{when}, where its header says it ends. "
                + "The header is damaged or something was appended; fetch or copy the file again."
        );
}
