using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hnsg.Cli.Tests.Hostile;

/// <summary>Model files whose checksum is right and whose sections are not.</summary>
internal static class HostileModels
{
    private const int Header = 6;
    private const int Checksum = 8;

    /// <summary>Files made of a valid one, with or without weights.</summary>
    /// <param name="valid">Its bytes.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which ones.</param>
    public static IEnumerable<HostileInput> Of(byte[] valid, int count, int seed)
    {
        var random = new Random(seed);
        byte[][] sections = [.. Sections(valid)];
        byte[] header = valid[..Header];
        string description = System.Text.Encoding.UTF8.GetString(sections[0]);
        foreach (HostileInput json in HostileJson.Of(description, count / 2, seed))
        {
            yield return new HostileInput(json.Name, File(header, [json.Bytes, .. sections[1..]]));
        }
        for (int i = 0; i < count - count / 2; i++)
        {
            byte[][] parts = [.. sections.Select(it => it.ToArray())];
            int which = random.Next(parts.Length);
            (string name, byte[] bytes) = (i % 8) switch
            {
                0 => ("a section is missing", File(header, [.. parts[..which], .. parts[(which + 1)..]])),
                1 => ("a section is there twice", File(header, [.. parts[..which], parts[which], .. parts[which..]])),
                2 => (
                    "a section is cut off",
                    File(header, With(parts, which, parts[which][..random.Next(1 + parts[which].Length)]))
                ),
                3 => ("a section is other bytes", File(header, With(parts, which, Noise(random, parts[which].Length)))),
                4 => (
                    "a section is longer",
                    File(header, With(parts, which, [.. parts[which], .. Noise(random, 1_000)]))
                ),
                5 => ("a length is too large", Signed(Lengthened(random, header, parts, which))),
                6 => ("another version", File([.. header[..4], .. Noise(random, 2)], parts)),
                _ => ("bytes are changed", Signed(Changed(random, valid[..^Checksum]))),
            };
            yield return new HostileInput($"model {i}: {name}", bytes);
        }
    }

    /// <summary>Small files that ask for much: networks as large as they may be, that keep all, or one, or half.</summary>
    /// <param name="valid">The bytes of a valid one without weights.</param>
    public static IEnumerable<HostileInput> Bombs(byte[] valid)
    {
        byte[] header = valid[..Header];
        string wide = "{\"neurons\":65535,\"keep\":KEEP},{\"neurons\":1,\"keep\":KEEP}";
        foreach (string keep in (string[])["1", "1e-9", "0.5"])
        {
            yield return Bomb(
                $"{{\"inputs\":4096,\"steps\":1,\"fractionBits\":0,\"layers\":[{{\"neurons\":65535,\"keep\":{keep}}}]}}",
                keep,
                1
            );
            string layers = string.Join(
                ',',
                Enumerable.Repeat(wide.Replace("KEEP", keep, StringComparison.Ordinal), 8)
            );
            yield return Bomb($"{{\"inputs\":1,\"steps\":1000,\"fractionBits\":0,\"layers\":[{layers}]}}", keep, 16);
        }

        HostileInput Bomb(string json, string keep, int layers) =>
            new(
                $"bomb of {layers} layers that keep {keep}",
                File(
                    header,
                    [
                        System.Text.Encoding.UTF8.GetBytes(json),
                        .. Enumerable.Repeat(keep == "1" ? [] : new byte[64], layers),
                    ]
                )
            );
    }

    private static byte[][] With(byte[][] parts, int which, byte[] other)
    {
        parts[which] = other;
        return parts;
    }

    private static byte[] Lengthened(Random random, byte[] header, byte[][] parts, int which)
    {
        byte[] file = File(header, parts)[..^Checksum];
        int at = Header + parts[..which].Sum(part => 4 + part.Length);
        uint length = random.Next(3) switch
        {
            0 => uint.MaxValue,
            1 => int.MaxValue,
            _ => (uint)(parts[which].Length + random.Next(1, 100)),
        };
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), length);
        return file;
    }

    private static byte[] Changed(Random random, byte[] bytes)
    {
        for (int edit = random.Next(1, 6); edit > 0; edit--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }
        return bytes;
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static IEnumerable<byte[]> Sections(byte[] file)
    {
        for (int at = Header; at < file.Length - Checksum; )
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
            yield return file[(at + 4)..(at + 4 + length)];
            at += 4 + length;
        }
    }

    private static byte[] File(byte[] header, byte[][] sections)
    {
        using var file = new MemoryStream();
        file.Write(header);
        var length = new byte[4];
        foreach (byte[] section in sections)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, section.Length);
            file.Write(length);
            file.Write(section);
        }
        return Signed(file.ToArray());
    }

    private static byte[] Signed(byte[] body) => [.. body, .. SHA256.HashData(body)[..Checksum]];
}
