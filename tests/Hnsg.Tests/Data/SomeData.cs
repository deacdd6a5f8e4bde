using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

/// <summary>Builders of small files, written without the code under test.</summary>
internal static class SomeData
{
    public static Dataset Load(string name, DatasetOptions? options = null) =>
        Datasets.Load(name, options, TestContext.Current.CancellationToken);

    public static byte[] Images(int count, int height, int width, byte[]? pixels = null) =>
        [
            .. (byte[])[0, 0, 8, 3],
            .. Word(count),
            .. Word(height),
            .. Word(width),
            .. pixels ?? [.. Enumerable.Range(0, count * height * width).Select(i => (byte)(i * 7))],
        ];

    public static byte[] Labels(params byte[] labels) => [.. (byte[])[0, 0, 8, 1], .. Word(labels.Length), .. labels];

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Four files of 12 and 4 samples of 3 × 2 pixels in three classes, by their names.</summary>
    public static Dictionary<string, byte[]> FourFiles() =>
        new()
        {
            [IdxFolder.TrainImages] = Images(12, 2, 3),
            [IdxFolder.TrainLabels] = Labels(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2),
            [IdxFolder.TestImages] = Images(4, 2, 3),
            [IdxFolder.TestLabels] = Labels(2, 1, 0, 2),
        };

    /// <summary>A set of the catalogue that the four files are.</summary>
    public static KnownSet Set(string name, params Uri[] mirrors) =>
        new()
        {
            Info = new DatasetInfo
            {
                Name = name,
                Description = "for tests",
                ClassNames = ["a", "b", "c"],
                Width = 3,
                Height = 2,
                TrainSamples = 12,
                TestSamples = 4,
                Downloadable = mirrors.Length > 0,
                From = "https://example.org/",
                Licence = "none",
            },
            Mirrors = mirrors,
            Unpacked = FourFiles().ToDictionary(file => file.Key, file => Sha256(file.Value)),
        };

    /// <summary>A PNG of grey pixels, 8 bit.</summary>
    public static byte[] Png(int width, int height, Func<int, int, byte> pixel)
    {
        byte[] rows = new byte[height * (width + 1)];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                rows[y * (width + 1) + 1 + x] = pixel(x, y);
            }
        }
        return Png(width, height, colourType: 0, rows);
    }

    /// <summary>A PNG of these filtered rows, 8 bit.</summary>
    public static byte[] Png(int width, int height, byte colourType, byte[] rows) =>
        PngOfPacked(width, height, colourType, Zlib(rows));

    /// <summary>A PNG with these packed pixels, whole but for them.</summary>
    public static byte[] PngOfPacked(
        int width,
        int height,
        byte colourType,
        byte[] packed,
        byte depth = 8,
        byte interlace = 0
    ) =>
        [
            .. (byte[])[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
            .. Chunk("IHDR", [.. Word(width), .. Word(height), depth, colourType, 0, 0, interlace]),
            .. Chunk("IDAT", packed),
            .. Chunk("IEND", []),
        ];

    public static byte[] Zlib(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }
        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        return [.. Word(data.Length), .. body, .. Word((int)Crc(body))];
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }
        return ~crc;
    }

    private static byte[] Word(int value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, value);
        return word;
    }
}
