using System.Buffers.Binary;
using System.Numerics;

namespace Hnsg.Training.Runs;

/// <summary>Records of a TensorFlow event file: protocol buffers of the message Event, framed as TFRecord.</summary>
/// <remarks>
/// <code>
/// TFRecord   uint64 length, uint32 crc(length), the event, uint32 crc(event); little-endian
/// crc        CRC-32C, rotated right by 15 bits, plus 0xa282ead8
/// Event      1: double wall_time   2: int64 step   3: string file_version   5: Summary
/// Summary    1: repeated Value { 1: string tag   2: float simple_value }
/// </code>
/// From tensorflow's event.proto, summary.proto and record_writer.h.
/// </remarks>
internal static class EventRecord
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    /// <summary>The record that a file begins with.</summary>
    public static byte[] Version(double time)
    {
        var message = new MemoryStream();
        Write(message, 1, time);
        Write(message, 3, "brain.Event:2"u8);
        return Frame(message.ToArray());
    }

    /// <summary>Scalars of one step.</summary>
    /// <param name="time">Unix time in seconds.</param>
    /// <param name="step">The step.</param>
    /// <param name="scalars">Names and values.</param>
    public static byte[] Scalars(double time, long step, IReadOnlyList<(string Tag, float Value)> scalars)
    {
        var summary = new MemoryStream();
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach ((string tag, float number) in scalars)
        {
            var value = new MemoryStream();
            Write(value, 1, System.Text.Encoding.UTF8.GetBytes(tag));
            Key(value, 2, Fixed32);
            BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
            value.Write(bytes);
            Write(summary, 1, value.ToArray());
        }
        var message = new MemoryStream();
        Write(message, 1, time);
        Key(message, 2, Varint);
        Number(message, (ulong)step);
        Write(message, 5, summary.ToArray());
        return Frame(message.ToArray());
    }

    private static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var record = new byte[sizeof(ulong) + sizeof(uint) + message.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        message.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + message.Length), MaskedCrc(message));
        return record;
    }

    private static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }

    private static void Write(MemoryStream stream, int field, double value)
    {
        Key(stream, field, Fixed64);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Write(MemoryStream stream, int field, ReadOnlySpan<byte> bytes)
    {
        Key(stream, field, Bytes);
        Number(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void Key(MemoryStream stream, int field, int kind) => Number(stream, (ulong)(field << 3 | kind));

    // Seven bits a byte from the low end; the eighth says that more follow.
    private static void Number(MemoryStream stream, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            stream.WriteByte((byte)(number | 0x80));
        }
        stream.WriteByte((byte)number);
    }
}
