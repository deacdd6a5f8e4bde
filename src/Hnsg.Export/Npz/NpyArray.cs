using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hnsg.Export.Npz;

/// <summary>A NumPy array as a <c>.npy</c> file of version 1.0: little-endian, in C order.</summary>
internal static class NpyArray
{
    /// <summary>What stands at the end of a name in an archive.</summary>
    public const string Extension = ".npy";

    private const int Alignment = 64;

    // A byte that no text begins with, "NUMPY", and the version.
    private static ReadOnlySpan<byte> Magic => [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0];

    /// <summary>int8.</summary>
    public static byte[] Of(ReadOnlySpan<sbyte> values, params int[] shape) =>
        File("|i1", shape, MemoryMarshal.AsBytes(values));

    /// <summary>bool.</summary>
    public static byte[] Of(ReadOnlySpan<bool> values, params int[] shape) =>
        File("|b1", shape, MemoryMarshal.AsBytes(values));

    /// <summary>int32.</summary>
    public static byte[] Of(ReadOnlySpan<int> values, params int[] shape)
    {
        var bytes = new byte[values.Length * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }
        return File("<i4", shape, bytes);
    }

    /// <summary>float32.</summary>
    public static byte[] Of(ReadOnlySpan<float> values, params int[] shape)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }
        return File("<f4", shape, bytes);
    }

    /// <summary>float64.</summary>
    public static byte[] Of(ReadOnlySpan<double> values, params int[] shape)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }
        return File("<f8", shape, bytes);
    }

    /// <summary>One uint64.</summary>
    public static byte[] Of(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return File("<u8", [], bytes);
    }

    /// <summary>Strings of a fixed length, that of the longest; unused characters are 0.</summary>
    public static byte[] Of(IReadOnlyList<string> values, params int[] shape)
    {
        byte[][] encoded = [.. values.Select(System.Text.Encoding.UTF32.GetBytes)];
        int width = Math.Max(4, encoded.Select(it => it.Length).DefaultIfEmpty().Max());
        var bytes = new byte[width * encoded.Length];
        for (int i = 0; i < encoded.Length; i++)
        {
            encoded[i].CopyTo(bytes, i * width);
        }
        return File($"<U{(width / 4).ToString(CultureInfo.InvariantCulture)}", shape, bytes);
    }

    /// <summary>Reads one string of a file that <see cref="Of(IReadOnlyList{string}, int[])"/> made.</summary>
    /// <returns>The string, or null where the file is none such.</returns>
    public static string? ReadString(ReadOnlySpan<byte> file)
    {
        if (file.Length < 10 || !file.StartsWith(Magic))
        {
            return null;
        }
        int data = 10 + BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        return data < file.Length && (file.Length - data) % 4 == 0
            ? System.Text.Encoding.UTF32.GetString(file[data..]).TrimEnd('\0')
            : null;
    }

    private static byte[] File(string type, int[] shape, ReadOnlySpan<byte> data)
    {
        string sizes = string.Concat(shape.Select(n => n.ToString(CultureInfo.InvariantCulture) + ", "));
        // Python's tuple of one has a comma, all others have none at the end.
        sizes = shape.Length == 1 ? sizes.TrimEnd() : sizes.TrimEnd(' ', ',');
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int length = (Magic.Length + 2 + header.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var file = new byte[length + data.Length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)(length - 10));
        System.Text.Encoding.ASCII.GetBytes(header.PadRight(length - 11) + "\n", file.AsSpan(10));
        data.CopyTo(file.AsSpan(length));
        return file;
    }
}
