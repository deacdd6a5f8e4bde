using System.Buffers.Binary;
using System.IO.Compression;

namespace Hnsg.Cli.Tests.Hostile;

/// <summary>Pictures of an IDX set that are damaged, claim much, or are packed in every wrong way.</summary>
internal static class HostileIdx
{
    private const int Samples = 30;
    private const int Side = 4;

    /// <summary>Pictures.</summary>
    public static byte[] Valid { get; } = Pictures(Samples, Side, Side);

    /// <summary>The labels that belong to them.</summary>
    public static byte[] Labels { get; } =
    [0, 0, 8, 1, .. Word(Samples), .. Enumerable.Range(0, Samples).Select(i => (byte)(i % 3))];

    /// <summary>So many changed plain ones, always the same.</summary>
    public static IEnumerable<HostileInput> Plain(int count, int seed)
    {
        var random = new Random(seed);
        int[] sizes = [0, 1, 255, 65_535, 65_536, 1_000_000, int.MaxValue, -1, int.MinValue];
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = [.. Valid];
            string name = "another size";
            switch (i % 6)
            {
                case 0:
                    BinaryPrimitives.WriteInt32BigEndian(
                        bytes.AsSpan(4 * random.Next(1, 4)),
                        sizes[random.Next(sizes.Length)]
                    );
                    break;
                case 1:
                    (bytes[2], bytes[3], name) = ((byte)random.Next(16), (byte)random.Next(6), "another type");
                    break;
                case 2:
                    (bytes, name) = (bytes[..random.Next(bytes.Length)], "cut off");
                    break;
                case 3:
                    (bytes, name) = ([.. bytes, .. new byte[random.Next(1, 100)]], "bytes behind it");
                    break;
                case 4:
                    (bytes, name) = (Pictures(random.Next(1, 60), random.Next(1, 9), random.Next(1, 9)), "another set");
                    break;
                default:
                    bytes[random.Next(16)] ^= (byte)(1 << random.Next(8));
                    name = "a bit of the header";
                    break;
            }
            yield return new HostileInput($"IDX {i}: {name}", bytes);
        }
        yield return new HostileInput("2 GB that are not there", Pictures(40_000_000, 7, 7, data: 0));
    }

    /// <summary>So many packed ones that are damaged, always the same, and those that unpack to much.</summary>
    public static IEnumerable<HostileInput> Packed(int count, int seed)
    {
        var random = new Random(seed);
        byte[] whole = Gzip(Valid);
        byte[] two = [.. Gzip(Valid[..100]), .. Gzip(Valid[100..])];
        byte[] many = [.. whole, .. Enumerable.Repeat(Gzip([]), 500).SelectMany(it => it)];
        yield return new HostileInput("500 empty members", many);
        yield return new HostileInput("packed twice", Gzip(whole));
        yield return new HostileInput("100 MB behind the pictures", Gzip([.. Valid, .. new byte[100_000_000]]));
        yield return new HostileInput(
            "100 MB of which few are there",
            Gzip(Pictures(2_000_000, 7, 7, data: 1_000_000))
        );
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = [.. i % 2 == 0 ? whole : two];
            string name = "cut off";
            switch (i % 5)
            {
                case 0:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                case 1:
                    (bytes, name) = ([.. bytes, .. new byte[random.Next(1, 40)]], "zeros behind it");
                    break;
                case 2:
                    bytes[random.Next(10)] = (byte)random.Next(256);
                    name = "another header";
                    break;
                case 3:
                    bytes[^random.Next(1, 9)] ^= (byte)(1 << random.Next(8));
                    name = "another checksum";
                    break;
                default:
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    name = "another byte";
                    break;
            }
            yield return new HostileInput($"gzip {i}: {name}", bytes);
        }
    }

    private static byte[] Pictures(int count, int height, int width, int? data = null) =>
        [
            0,
            0,
            8,
            3,
            .. Word(count),
            .. Word(height),
            .. Word(width),
            .. Enumerable.Range(0, data ?? count * height * width).Select(i => (byte)(i * 37)),
        ];

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }

    private static byte[] Word(int value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, value);
        return word;
    }
}
