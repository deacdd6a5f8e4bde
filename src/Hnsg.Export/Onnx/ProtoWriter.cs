using System.Buffers;

namespace Hnsg.Export.Onnx;

/// <summary>A message of protocol buffers, field after field as they are added.</summary>
/// <remarks>
/// ONNX files need four kinds of fields: whole numbers, text, bytes and messages. That is less than a package and a compiler of
/// descriptions would bring, and the same calls give the same bytes.
/// </remarks>
internal sealed class ProtoWriter
{
    private const int Varint = 0;
    private const int Delimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>A whole number; negative ones take ten bytes.</summary>
    public ProtoWriter Add(int field, long value)
    {
        Number((ulong)(field << 3 | Varint));
        Number((ulong)value);
        return this;
    }

    /// <summary>Bytes.</summary>
    public ProtoWriter Add(int field, ReadOnlySpan<byte> bytes)
    {
        Number((ulong)(field << 3 | Delimited));
        Number((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Text.</summary>
    public ProtoWriter Add(int field, string text) => Add(field, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A message.</summary>
    public ProtoWriter Add(int field, ProtoWriter message) => Add(field, message._bytes.WrittenSpan);

    /// <summary>Whole numbers, a field each.</summary>
    public ProtoWriter AddAll(int field, IEnumerable<long> values)
    {
        foreach (long value in values)
        {
            Add(field, value);
        }
        return this;
    }

    /// <summary>The message.</summary>
    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();

    // Seven bits a byte, the lowest first; the high bit says that more follow.
    private void Number(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }
        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
