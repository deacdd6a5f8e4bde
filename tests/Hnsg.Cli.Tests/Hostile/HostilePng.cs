using System.Buffers.Binary;
using System.IO.Compression;

namespace Hnsg.Cli.Tests.Hostile;

/// <summary>PNG files whose checksums are right and whose chunks are not.</summary>
internal static class HostilePng
{
    private static readonly byte[] s_signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>A grey picture of 28 × 28 pixels.</summary>
    public static byte[] Valid { get; } = File(Header(28, 28, 8, 0), Data(Rows(28, 28)));

    /// <summary>Pictures that unpack to much more than they say, and every format with too few and too many pixels.</summary>
    public static IEnumerable<HostileInput> Bombs()
    {
        foreach (int side in (int[])[1, 28, 200, 255])
        {
            byte[] much = Zlib(new byte[60_000_000]);
            yield return new(
                $"{side} × {side} pixels that unpack to 60 MB",
                File(Header(side, side, 8, 0), Chunk("IDAT", much))
            );
            yield return new(
                $"{side} × {side} pixels, 16-bit colours",
                File(Header(side, side, 16, 6), Chunk("IDAT", much))
            );
        }
        yield return new(
            "a profile that unpacks to 60 MB",
            File(Header(28, 28, 8, 0), Chunk("iCCP", [.. "x\0\0"u8, .. Zlib(new byte[60_000_000])]), Data(Rows(28, 28)))
        );
        yield return new(
            "a text of 10 MB",
            File(Header(28, 28, 8, 0), Chunk("tEXt", new byte[10_000_000]), Data(Rows(28, 28)))
        );
        foreach (byte colour in (byte[])[0, 1, 2, 3, 4, 5, 6, 7, 255])
        {
            foreach (byte depth in (byte[])[0, 1, 2, 4, 8, 16, 32])
            {
                yield return new(
                    $"colour type {colour}, depth {depth}",
                    File(Header(28, 28, depth, colour), Data(Rows(28, 28)))
                );
            }
        }
    }

    /// <summary>So many changed ones, always the same.</summary>
    public static IEnumerable<HostileInput> Of(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            byte[] header = Header(28, 28, 8, 0);
            byte[] data = Data(Rows(28, 28));
            (string name, byte[] bytes) = (i % 10) switch
            {
                0 => ("another header", File(Changed(random, header, 8, 21), data)),
                1 => ("another width and height", File(Header(random.Next(-2, 300), random.Next(-2, 300), 8, 0), data)),
                2 => ("interlaced", File(Header(28, 28, 8, 0, interlace: 1), Data(Noise(random, random.Next(2_000))))),
                3 => (
                    "a palette of any length",
                    File(Header(28, 28, 8, 3), Chunk("PLTE", Noise(random, random.Next(1_000))), data)
                ),
                4 => (
                    "transparency of any length",
                    File(Header(28, 28, 8, (byte)random.Next(7)), Chunk("tRNS", Noise(random, random.Next(300))), data)
                ),
                5 => ("pixels that cannot be unpacked", File(header, Chunk("IDAT", Noise(random, random.Next(1_000))))),
                6 => ("chunks in another order", Shuffled(random, header, data)),
                7 => ("cut off", Valid[..random.Next(Valid.Length)]),
                8 => ("bytes behind it", [.. Valid, .. Noise(random, random.Next(1_000))]),
                _ => ("rows with any filter", File(header, Data(Noise(random, 29 * 28)))),
            };
            yield return new HostileInput($"picture {i}: {name}", bytes);
        }
    }

    private static byte[] Shuffled(Random random, params byte[][] chunks)
    {
        byte[][] all =
        [
            .. chunks,
            Chunk("IEND", []),
            .. chunks,
            Chunk("PLTE", Noise(random, 30)),
            Chunk("gAMA", Noise(random, 4)),
        ];
        random.Shuffle(all);
        return [.. s_signature, .. all.SelectMany(chunk => chunk)];
    }

    private static byte[] Changed(Random random, byte[] chunk, int from, int to)
    {
        byte[] body = chunk[4..^4];
        for (int edit = random.Next(1, 5); edit > 0; edit--)
        {
            body[random.Next(from, to) - 4] = (byte)random.Next(256);
        }
        return Chunk("IHDR", body[4..]);
    }

    private static byte[] Header(int width, int height, byte depth, byte colour, byte interlace = 0) =>
        Chunk("IHDR", [.. Word(width), .. Word(height), depth, colour, 0, 0, interlace]);

    private static byte[] Data(byte[] rows) => Chunk("IDAT", Zlib(rows));

    private static byte[] Rows(int width, int height) => new byte[height * (width + 1)];

    private static byte[] File(params byte[][] chunks) =>
        [.. s_signature, .. chunks.SelectMany(chunk => chunk), .. Chunk("IEND", [])];

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Zlib(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
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
