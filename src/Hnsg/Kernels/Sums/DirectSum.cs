using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hnsg.Kernels.Sums;

/// <summary>The constant current of a direct-coded sample in a block of neurons: I[j] = Σ_i p[i]·w[i, j].</summary>
internal static unsafe class DirectSum
{
    /// <summary>Integer weights.</summary>
    /// <param name="weights">Block of effective weights, fan_in × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="inputs">Pixels that are not zero.</param>
    /// <param name="values">Their values, 1…255.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="largest">Largest magnitude of a weight, 1…8.</param>
    /// <param name="current">width sums.</param>
    public static void Run(
        sbyte* weights,
        int width,
        ushort* inputs,
        byte* values,
        int count,
        int largest,
        int* current
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, width, inputs, values, count, current);
            return;
        }
        if (Avx512BW.IsSupported && width == 64)
        {
            RunPairs(weights, inputs, values, count, largest, current);
            return;
        }
        // Lanes: 16 neurons. A product is at most 255·8, so 16 of them (32,640) fit a 16-bit lane before widening.
        for (int j = 0; j < width; j += 16)
        {
            Vector512<int> total = default;
            for (int start = 0; start < count; start += 16)
            {
                int end = Math.Min(count, start + 16);
                Vector256<short> sum = default;
                for (int s = start; s < end; s++)
                {
                    Vector128<sbyte> row = Vector128.LoadAligned(weights + inputs[s] * width + j);
                    Vector256<short> wide = Vector256.Create(Vector128.WidenLower(row), Vector128.WidenUpper(row));
                    sum += wide * Vector256.Create((short)values[s]);
                }
                total += Vector512.Create(Vector256.WidenLower(sum), Vector256.WidenUpper(sum));
            }
            total.StoreAligned(current + j);
        }
    }

    // Lanes: 64 neurons. The weights of two inputs are put side by side, in halves of 128 bits, so that one instruction
    // multiplies by both pixels and adds: at most 510 · largest, as many as fit 16 bits before widening.
    private static void RunPairs(sbyte* weights, ushort* inputs, byte* values, int count, int largest, int* current)
    {
        int chunk = 2 * (short.MaxValue / (2 * byte.MaxValue * largest));
        Vector512<int> i0 = default,
            i1 = default,
            i2 = default,
            i3 = default;
        for (int start = 0; start < count; start += chunk)
        {
            int end = Math.Min(count, start + chunk);
            Vector512<short> low = default,
                high = default;
            int s = start;
            for (; s + 2 <= end; s += 2)
            {
                Vector512<byte> pixels = Vector512.Create(*(ushort*)(values + s)).AsByte();
                Vector512<sbyte> a = Vector512.LoadAligned(weights + (nuint)inputs[s] * 64);
                Vector512<sbyte> b = Vector512.LoadAligned(weights + (nuint)inputs[s + 1] * 64);
                low += Avx512BW.MultiplyAddAdjacent(pixels, Avx512BW.UnpackLow(a, b));
                high += Avx512BW.MultiplyAddAdjacent(pixels, Avx512BW.UnpackHigh(a, b));
            }
            if (s < end)
            {
                Vector512<byte> pixels = Vector512.Create((ushort)values[s]).AsByte();
                Vector512<sbyte> a = Vector512.LoadAligned(weights + (nuint)inputs[s] * 64);
                low += Avx512BW.MultiplyAddAdjacent(pixels, Avx512BW.UnpackLow(a, a));
                high += Avx512BW.MultiplyAddAdjacent(pixels, Avx512BW.UnpackHigh(a, a));
            }
            i0 += Widen(low.GetLower().GetLower(), high.GetLower().GetLower());
            i1 += Widen(low.GetLower().GetUpper(), high.GetLower().GetUpper());
            i2 += Widen(low.GetUpper().GetLower(), high.GetUpper().GetLower());
            i3 += Widen(low.GetUpper().GetUpper(), high.GetUpper().GetUpper());
        }
        i0.StoreAligned(current);
        i1.StoreAligned(current + 16);
        i2.StoreAligned(current + 32);
        i3.StoreAligned(current + 48);
    }

    // A half of 128 bits has the sums of eight neurons, and its counterpart those of the next eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widen(Vector128<short> low, Vector128<short> high) =>
        Avx512F.ConvertToVector512Int32(Vector256.Create(low, high));

    public static void Reference(sbyte* weights, int width, ushort* inputs, byte* values, int count, int* current)
    {
        new Span<int>(current, width).Clear();
        for (int s = 0; s < count; s++)
        {
            sbyte* row = weights + inputs[s] * width;
            for (int j = 0; j < width; j++)
            {
                current[j] += row[j] * values[s];
            }
        }
    }
}
