using System.Buffers;
using System.Buffers.Binary;

namespace Hnsg.Export.Npz;

/// <summary>A zip archive of files as they are: not compressed, without times or owners.</summary>
/// <remarks>
/// So the same content has the same bytes on every machine, which a compressor's version, the clock or the operating
/// system would change. For up to 65,535 files and 2 GiB.
/// </remarks>
internal sealed class StoredZip
{
    private const ushort Version = 20;

    // The first day that a zip can name: 1980-01-01.
    private const ushort Date = 0x21;

    private static readonly uint[] CrcTable = MakeCrcTable();

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly ArrayBufferWriter<byte> _directory = new();
    private ushort _files;

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its name, in ASCII.</param>
    /// <param name="content">Its content.</param>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        uint at = (uint)_bytes.WrittenCount;
        byte[] ascii = System.Text.Encoding.ASCII.GetBytes(name);
        var common = new byte[26];
        BinaryPrimitives.WriteUInt16LittleEndian(common, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(8), Date);
        BinaryPrimitives.WriteUInt32LittleEndian(common.AsSpan(10), Crc(content));
        BinaryPrimitives.WriteUInt32LittleEndian(common.AsSpan(14), (uint)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(common.AsSpan(18), (uint)content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(22), (ushort)ascii.Length);

        _bytes.Write("PK\x03\x04"u8);
        _bytes.Write(common);
        _bytes.Write(ascii);
        _bytes.Write(content);

        var rest = new byte[14];
        BinaryPrimitives.WriteUInt32LittleEndian(rest.AsSpan(10), at);
        _directory.Write("PK\x01\x02"u8);
        _directory.Write(common.AsSpan(0, 2));
        _directory.Write(common);
        _directory.Write(rest);
        _directory.Write(ascii);
        _files++;
    }

    /// <summary>The whole archive.</summary>
    public byte[] ToBytes()
    {
        var end = new byte[18];
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(4), _files);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(6), _files);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(8), (uint)_directory.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)_bytes.WrittenCount);
        return [.. _bytes.WrittenSpan, .. _directory.WrittenSpan, .. "PK\x05\x06"u8, .. end];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte it in bytes)
        {
            crc = CrcTable[(byte)(crc ^ it)] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            uint crc = n;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
            table[n] = crc;
        }
        return table;
    }
}
