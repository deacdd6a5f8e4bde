using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hnsg.Kernels;

/// <summary>Conversions for which the general form takes four instructions where there is one.</summary>
internal static class Widening
{
    /// <summary>16 bytes with their signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt32(Vector128<sbyte> bytes)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Int32(bytes);
        }
        Vector256<short> wide = Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
        return Vector512.Create(Vector256.WidenLower(wide), Vector256.WidenUpper(wide));
    }

    /// <summary>16 numbers of 16 bits with their signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt32(Vector256<short> numbers) =>
        Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Int32(numbers)
            : Vector512.Create(Vector256.WidenLower(numbers), Vector256.WidenUpper(numbers));

    /// <summary>The low byte of each of 16 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> ToBytes(Vector512<int> numbers)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector128SByte(numbers);
        }
        Vector256<short> half = Vector256.Narrow(numbers.GetLower(), numbers.GetUpper());
        return Vector128.Narrow(half.GetLower(), half.GetUpper());
    }
}
