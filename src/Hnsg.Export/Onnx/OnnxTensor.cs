using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hnsg.Export.Onnx;

/// <summary>Tensors that a file holds.</summary>
internal static class OnnxTensor
{
    // Fields of TensorProto.
    private const int Dims = 1;
    private const int DataType = 2;
    private const int Name = 8;
    private const int RawData = 9;

    public static ProtoWriter Of(string name, ReadOnlySpan<sbyte> values, params long[] dims) =>
        Tensor(name, OnnxType.Int8, MemoryMarshal.AsBytes(values), dims);

    public static ProtoWriter Of(string name, ReadOnlySpan<int> values, params long[] dims)
    {
        var bytes = new byte[values.Length * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }
        return Tensor(name, OnnxType.Int32, bytes, dims);
    }

    public static ProtoWriter Of(string name, ReadOnlySpan<long> values, params long[] dims)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }
        return Tensor(name, OnnxType.Int64, bytes, dims);
    }

    private static ProtoWriter Tensor(string name, OnnxType type, ReadOnlySpan<byte> data, long[] dims) =>
        new ProtoWriter().AddAll(Dims, dims).Add(DataType, (long)type).Add(Name, name).Add(RawData, data);
}
