using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>The constant current of a direct-coded sample in a block of neurons: I[j] = Σ_i p[i]·w[i, j].</summary>
internal static unsafe class DirectSum
{
    /// <summary>Integer weights.</summary>
    /// <param name="weights">Block of effective weights, fan_in × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="inputs">Pixels that are not zero.</param>
    /// <param name="values">Their values, 1…255.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="current">width sums.</param>
    public static void Run(sbyte* weights, int width, ushort* inputs, byte* values, int count, int* current)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, width, inputs, values, count, current);
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
