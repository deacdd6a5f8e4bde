using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Selection;

/// <summary>Small loops over weights that are signed bytes, with floats beside them.</summary>
/// <remarks>Lanes: 16 elements; all lengths are multiples of 16. Without vectors the same operations one by one.</remarks>
internal static unsafe class SignedBytes
{
    /// <summary>real = byte · scale.</summary>
    public static void ToReal(sbyte* bytes, float scale, long length, float* real)
    {
        var c = Vector512.Create(scale);
        for (long i = 0; i < length; i += Vector128.IsHardwareAccelerated ? 16 : 1)
        {
            if (Vector128.IsHardwareAccelerated)
            {
                (Vector512.ConvertToSingle(Widen(bytes + i)) * c).StoreAligned(real + i);
            }
            else
            {
                real[i] = bytes[i] * scale;
            }
        }
    }

    /// <summary>g = (byte · scale) · g: the gradient of what multiplies a frozen weight.</summary>
    public static void Multiply(float* gradient, sbyte* bytes, float scale, long length)
    {
        var c = Vector512.Create(scale);
        for (long i = 0; i < length; i += Vector128.IsHardwareAccelerated ? 16 : 1)
        {
            if (Vector128.IsHardwareAccelerated)
            {
                Vector512<float> g = Vector512.LoadAligned(gradient + i);
                (Vector512.ConvertToSingle(Widen(bytes + i)) * c * g).StoreAligned(gradient + i);
            }
            else
            {
                gradient[i] = bytes[i] * scale * gradient[i];
            }
        }
    }

    /// <summary>Turns over the bytes whose float is below 0.</summary>
    public static void NegateWhereBelowZero(sbyte* bytes, float* values, long length)
    {
        for (long i = 0; i < length; i += Vector128.IsHardwareAccelerated ? 16 : 1)
        {
            if (Vector128.IsHardwareAccelerated)
            {
                Vector512<int> below = Vector512
                    .LessThan(Vector512.LoadAligned(values + i), Vector512<float>.Zero)
                    .AsInt32();
                Vector256<short> half = Vector256.Narrow(below.GetLower(), below.GetUpper());
                Vector128<sbyte> sign = Vector128.Narrow(half.GetLower(), half.GetUpper());
                ((Vector128.LoadAligned(bytes + i) ^ sign) - sign).StoreAligned(bytes + i);
            }
            else if (values[i] < 0)
            {
                bytes[i] = (sbyte)-bytes[i];
            }
        }
    }

    private static Vector512<int> Widen(sbyte* bytes)
    {
        Vector128<sbyte> b = Vector128.LoadAligned(bytes);
        Vector256<short> wide = Vector256.Create(Vector128.WidenLower(b), Vector128.WidenUpper(b));
        return Vector512.Create(Vector256.WidenLower(wide), Vector256.WidenUpper(wide));
    }
}
