using System.Text;

namespace Hnsg.Disk;

/// <summary>What a file is by its first bytes, for the messages of those who wanted another one.</summary>
internal static class FileKind
{
    /// <summary>Bytes of a file that are looked at.</summary>
    public const int Bytes = 512;

    private static readonly (byte[] Start, string Name)[] s_signatures =
    [
        ([0x50, 0x4b, 0x03, 0x04], "a ZIP archive; unpack it first"),
        ([0x50, 0x4b, 0x05, 0x06], "an empty ZIP archive"),
        ([0x1f, 0x8b], "a gzip file; unpack it first"),
        ([0x42, 0x5a, 0x68], "a bzip2 file; unpack it first"),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "an xz file; unpack it first"),
        ([0x28, 0xb5, 0x2f, 0xfd], "a Zstandard file; unpack it first"),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7-Zip archive; unpack it first"),
        ([0x52, 0x61, 0x72, 0x21], "a RAR archive; unpack it first"),
        ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "a PNG picture"),
        ([0xff, 0xd8, 0xff], "a JPEG picture"),
        ("GIF8"u8.ToArray(), "a GIF picture"),
        ([0x49, 0x49, 0x2a, 0x00], "a TIFF picture"),
        ([0x4d, 0x4d, 0x00, 0x2a], "a TIFF picture"),
        ([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], "an HDF5 file, as NIR networks are"),
        ([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "a NumPy array"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ("HNSGCKPT"u8.ToArray(), "an Hnsg checkpoint"),
        ("HNSG"u8.ToArray(), "an Hnsg model file"),
        ("HNSW"u8.ToArray(), "an Hnsg model file with weights"),
        ([0x00, 0x00, 0x08, 0x01], "an IDX file of labels"),
        ([0x00, 0x00, 0x08, 0x03], "an IDX file of pictures"),
        ([0x7f, 0x45, 0x4c, 0x46], "a program"),
        ([0xff, 0xfe], "text in UTF-16; save it as UTF-8"),
        ([0xfe, 0xff], "text in UTF-16; save it as UTF-8"),
    ];

    /// <summary>A sentence that says what the file is, such as <c>It is a ZIP archive; unpack it first.</c>; empty where that is not known.</summary>
    /// <param name="start">The first bytes of the file, up to <see cref="Bytes"/>; fewer only where it has no more.</param>
    public static string Sentence(ReadOnlySpan<byte> start) => Name(start) is { } name ? $" It is {name}." : "";

    /// <summary>The same of a file that is there; empty where it cannot be read.</summary>
    public static string Sentence(string path)
    {
        try
        {
            using FileStream file = InputFile.Open(path);
            var start = new byte[Bytes];
            return Sentence(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is InputException || FileErrors.IsAboutFiles(error))
        {
            return "";
        }
    }

    /// <summary>What the file is, such as <c>a ZIP archive; unpack it first</c>; null if unknown.</summary>
    /// <param name="start">The first bytes of the file, up to <see cref="Bytes"/>; fewer only where it has no more.</param>
    public static string? Name(ReadOnlySpan<byte> start)
    {
        start = start[..Math.Min(start.Length, Bytes)];
        if (start.IsEmpty)
        {
            return "empty";
        }
        foreach ((byte[] signature, string name) in s_signatures)
        {
            if (start.StartsWith(signature))
            {
                return name;
            }
        }
        return start.Length > 262 && start[257..].StartsWith("ustar"u8) ? "a tar archive; unpack it first"
            : start.IndexOfAnyExcept((byte)0) < 0 ? "nothing but zeros, at least at its start"
            : Text(start) ?? (start.StartsWith("BM"u8) ? "a BMP picture" : null);
    }

    private static string? Text(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(System.Text.Encoding.UTF8.Preamble))
        {
            start = start[3..];
        }
        if (!IsText(start))
        {
            return null;
        }
        string text = System.Text.Encoding.Latin1.GetString(start).TrimStart();
        return text.StartsWith("version https://git-lfs", StringComparison.Ordinal)
                ? "a Git LFS pointer instead of the file itself; run 'git lfs pull'"
            : text.StartsWith('<') && text.Contains("html", StringComparison.OrdinalIgnoreCase)
                ? "a web page (HTML), which servers send when a file is missing; fetch the file itself"
            : text.StartsWith('<') ? "XML"
            : text.StartsWith('{') || text.StartsWith('[') ? "JSON"
            : "text";
    }

    // A character that was cut at the end does not make it binary.
    private static bool IsText(ReadOnlySpan<byte> start)
    {
        for (int left = start.Length, at = 0; left > 0; left = start.Length - at)
        {
            System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(start[at..], out Rune rune, out int used);
            bool cut = status == System.Buffers.OperationStatus.NeedMoreData && left < 4;
            if (cut)
            {
                return true;
            }
            if (
                status != System.Buffers.OperationStatus.Done
                || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r' or '\f'))
            )
            {
                return false;
            }
            at += used;
        }
        return true;
    }
}
