using System.Buffers.Binary;
using System.Security.Cryptography;
using Hnsg.Disk;

namespace Hnsg.Data;

/// <summary>Reads IDX files, the format of MNIST, plain or gzip.</summary>
/// <remarks>
/// An IDX file is a big-endian header and the bytes: the magic number (0x00000803 for pictures, 0x00000801 for
/// labels), the count, for pictures the height and the width, then one byte per pixel or label. Whether a file is gzip
/// is decided by its content, not its name. Memory is allocated as data arrive, so a small file with a large claim
/// costs nothing.
/// </remarks>
internal static class IdxReader
{
    /// <summary>The most pixels of one picture.</summary>
    public const int MaxInputs = 65_535;

    internal const uint ImagesMagic = 0x00000803;
    internal const uint LabelsMagic = 0x00000801;
    internal const int ImagesHeader = 16;
    internal const int LabelsHeader = 8;

    /// <summary>Reads pictures of one byte per pixel.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <exception cref="InputException">
    /// The file is missing, unreadable, empty, damaged, not of this kind, or shorter or longer than its header says.
    /// </exception>
    public static IdxImages ReadImages(string path) => ReadImages(path, (_, _, _) => { });

    /// <summary>Reads labels of one byte each.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <exception cref="InputException">
    /// The file is missing, unreadable, empty, damaged, not of this kind, or shorter or longer than its header says.
    /// </exception>
    public static IdxLabels ReadLabels(string path) => ReadLabels(path, _ => { });

    /// <summary>Reads pictures, and checks their number, width and height before reading anything else.</summary>
    internal static IdxImages ReadImages(string path, Action<int, int, int> check)
    {
        ArgumentNullException.ThrowIfNull(path);
        int count = 0;
        int height = 0;
        int width = 0;
        byte[] bytes = IdxFile.Read(
            path,
            ImagesHeader,
            header =>
            {
                CheckMagic(path, header, ImagesMagic, "pictures");
                count = Field(path, header, 4, "the number of pictures");
                height = Field(path, header, 8, "the height");
                width = Field(path, header, 12, "the width");
                if ((long)height * width > MaxInputs)
                {
                    throw new InputException(
                        path,
                        $"the header at byte offset 8 says {width} × {height} pixels per picture, but at most "
                            + $"{MaxInputs:N0} are possible. The file is damaged or is not an IDX file of pictures."
                    );
                }
                check(count, width, height);
                return (long)count * height * width;
            }
        );
        return new IdxImages
        {
            Count = count,
            Height = height,
            Width = width,
            Pixels = bytes.AsMemory(ImagesHeader),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };
    }

    /// <summary>Reads labels, and checks their number before reading anything else.</summary>
    internal static IdxLabels ReadLabels(string path, Action<int> check)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes = IdxFile.Read(
            path,
            LabelsHeader,
            header =>
            {
                CheckMagic(path, header, LabelsMagic, "labels");
                int count = Field(path, header, 4, "the number of labels");
                check(count);
                return count;
            }
        );
        return new IdxLabels
        {
            Labels = bytes.AsMemory(LabelsHeader),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };
    }

    private static void CheckMagic(string path, ReadOnlySpan<byte> header, uint wanted, string what)
    {
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic == wanted)
        {
            return;
        }
        string? type = (magic >> 8) switch
        {
            0x08 => "bytes",
            0x09 => "signed bytes",
            0x0b => "16-bit whole numbers",
            0x0c => "32-bit whole numbers",
            0x0d => "32-bit floating-point numbers",
            0x0e => "64-bit floating-point numbers",
            _ => null,
        };
        string meaning = magic switch
        {
            ImagesMagic => " It is an IDX file of pictures; were the two files swapped?",
            LabelsMagic => " It is an IDX file of labels; were the two files swapped?",
            _ when type is not null && (magic & 0xFF) is > 0 and < 5 =>
                $" It is an IDX file of {type} in {magic & 0xFF} dimensions; only bytes, 0…255, can be read.",
            _ => FileKind.Name(header) is { } kind ? $" It is not an IDX file but {kind}." : " It is not an IDX file.",
        };
        throw new InputException(
            path,
            $"the magic number at byte offset 0 is 0x{magic:x8}, but 0x{wanted:x8} was expected (IDX, bytes, {what}).{meaning}"
        );
    }

    private static int Field(string path, ReadOnlySpan<byte> header, int offset, string what)
    {
        uint value = BinaryPrimitives.ReadUInt32BigEndian(header[offset..]);
        return value switch
        {
            0 => throw new InputException(path, $"{what} at byte offset {offset} is 0, but must be at least 1."),
            > int.MaxValue => throw new InputException(
                path,
                $"{what} at byte offset {offset} is {value}, which is impossible; the header is damaged."
            ),
            _ => (int)value,
        };
    }
}
