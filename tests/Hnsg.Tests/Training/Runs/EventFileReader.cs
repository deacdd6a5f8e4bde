using System.Buffers.Binary;

namespace Hnsg.Tests.Training.Runs;

/// <summary>Reads TensorFlow event files, from their published definitions alone; whatever is not as it should be is an error.</summary>
internal static class EventFileReader
{
    /// <summary>One event.</summary>
    public sealed record Event(double Time, long Step, string? Version, IReadOnlyDictionary<string, float> Scalars);

    public static IReadOnlyList<Event> Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        var events = new List<Event>();
        for (int at = 0; at < file.Length; )
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
            Check(file, at, 8);
            Check(file, at + 12, length);
            events.Add(Parse(file.AsSpan(at + 12, length)));
            at += 12 + length + 4;
        }
        return events;
    }

    /// <summary>CRC-32C bit by bit: polynomial 0x1EDC6F41, reflected.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFF_FFFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1;
            }
        }
        return crc ^ 0xFFFF_FFFF;
    }

    private static void Check(byte[] file, int at, int length)
    {
        uint crc = Crc32C(file.AsSpan(at, length));
        uint masked = unchecked((crc >> 15 | crc << 17) + 0xa282_ead8u);
        if (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + length)) != masked)
        {
            throw new InvalidDataException($"The checksum of the {length} bytes at {at} is wrong.");
        }
    }

    private static Event Parse(ReadOnlySpan<byte> message)
    {
        double time = double.NaN;
        long step = 0;
        string? version = null;
        var scalars = new Dictionary<string, float>();
        while (message.Length > 0)
        {
            switch (Number(ref message))
            {
                case 1 << 3 | 1:
                    time = BinaryPrimitives.ReadDoubleLittleEndian(Take(ref message, 8));
                    break;
                case 2 << 3 | 0:
                    step = (long)Number(ref message);
                    break;
                case 3 << 3 | 2:
                    version = System.Text.Encoding.UTF8.GetString(Take(ref message, (int)Number(ref message)));
                    break;
                case 5 << 3 | 2:
                    ReadSummary(Take(ref message, (int)Number(ref message)), scalars);
                    break;
                case ulong other:
                    throw new InvalidDataException($"An event has no field with the key {other}.");
            }
        }
        return new Event(time, step, version, scalars);
    }

    private static void ReadSummary(ReadOnlySpan<byte> summary, Dictionary<string, float> scalars)
    {
        while (summary.Length > 0)
        {
            Expect(1 << 3 | 2, Number(ref summary));
            ReadOnlySpan<byte> value = Take(ref summary, (int)Number(ref summary));
            Expect(1 << 3 | 2, Number(ref value));
            string tag = System.Text.Encoding.UTF8.GetString(Take(ref value, (int)Number(ref value)));
            Expect(2 << 3 | 5, Number(ref value));
            scalars.Add(tag, BinaryPrimitives.ReadSingleLittleEndian(Take(ref value, 4)));
            Expect(0, (ulong)value.Length);
        }
    }

    private static void Expect(ulong expected, ulong found)
    {
        if (expected != found)
        {
            throw new InvalidDataException($"{expected} was expected, and {found} is there.");
        }
    }

    private static ulong Number(ref ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Take(ref bytes, 1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        ReadOnlySpan<byte> taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
