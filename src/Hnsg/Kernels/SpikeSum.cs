using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>The current that one step's spikes cause in a block of neurons: I[j] = Σ_spikes w[i, j], shifted left by F.</summary>
internal static unsafe class SpikeSum
{
    /// <summary>Integer weights.</summary>
    /// <param name="weights">Block of effective weights, fan_in × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="spikes">Inputs that spike.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="largest">Largest magnitude of a weight, 1…127.</param>
    /// <param name="fractionBits">F.</param>
    /// <param name="current">width sums.</param>
    public static void Run(
        sbyte* weights,
        int width,
        ushort* spikes,
        int count,
        int largest,
        int fractionBits,
        int* current
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, width, spikes, count, fractionBits, current);
        }
        else if (width == 64)
        {
            Run64(weights, spikes, count, 127 / largest, fractionBits, current);
        }
        else if (width == 32)
        {
            Run32(weights, spikes, count, 127 / largest, fractionBits, current);
        }
        else
        {
            Run16(weights, spikes, count, 127 / largest, fractionBits, current);
        }
    }

    public static void Reference(sbyte* weights, int width, ushort* spikes, int count, int fractionBits, int* current)
    {
        new Span<int>(current, width).Clear();
        for (int s = 0; s < count; s++)
        {
            sbyte* row = weights + spikes[s] * width;
            for (int j = 0; j < width; j++)
            {
                current[j] += row[j];
            }
        }
        for (int j = 0; j < width; j++)
        {
            current[j] <<= fractionBits;
        }
    }

    // Lanes: 64 neurons as bytes. As many rows are added as cannot overflow a byte, then the bytes are widened.
    private static void Run64(sbyte* weights, ushort* spikes, int count, int chunk, int fractionBits, int* current)
    {
        Vector512<int> i0 = default,
            i1 = default,
            i2 = default,
            i3 = default;
        for (int start = 0; start < count; start += chunk)
        {
            int end = Math.Min(count, start + chunk);
            Vector512<sbyte> even = default,
                odd = default;
            int s = start;
            for (; s + 4 <= end; s += 4)
            {
                even += Vector512.LoadAligned(weights + spikes[s] * 64);
                odd += Vector512.LoadAligned(weights + spikes[s + 1] * 64);
                even += Vector512.LoadAligned(weights + spikes[s + 2] * 64);
                odd += Vector512.LoadAligned(weights + spikes[s + 3] * 64);
            }
            for (; s < end; s++)
            {
                even += Vector512.LoadAligned(weights + spikes[s] * 64);
            }
            (Vector512<short> low, Vector512<short> high) = Vector512.Widen(even + odd);
            i0 += Vector512.WidenLower(low);
            i1 += Vector512.WidenUpper(low);
            i2 += Vector512.WidenLower(high);
            i3 += Vector512.WidenUpper(high);
        }
        (i0 << fractionBits).StoreAligned(current);
        (i1 << fractionBits).StoreAligned(current + 16);
        (i2 << fractionBits).StoreAligned(current + 32);
        (i3 << fractionBits).StoreAligned(current + 48);
    }

    private static void Run32(sbyte* weights, ushort* spikes, int count, int chunk, int fractionBits, int* current)
    {
        Vector512<int> i0 = default,
            i1 = default;
        for (int start = 0; start < count; start += chunk)
        {
            int end = Math.Min(count, start + chunk);
            Vector256<sbyte> sum = default;
            for (int s = start; s < end; s++)
            {
                sum += Vector256.LoadAligned(weights + spikes[s] * 32);
            }
            Vector512<short> wide = Vector512.Create(Vector256.WidenLower(sum), Vector256.WidenUpper(sum));
            i0 += Vector512.WidenLower(wide);
            i1 += Vector512.WidenUpper(wide);
        }
        (i0 << fractionBits).StoreAligned(current);
        (i1 << fractionBits).StoreAligned(current + 16);
    }

    private static void Run16(sbyte* weights, ushort* spikes, int count, int chunk, int fractionBits, int* current)
    {
        Vector512<int> total = default;
        for (int start = 0; start < count; start += chunk)
        {
            int end = Math.Min(count, start + chunk);
            Vector128<sbyte> sum = default;
            for (int s = start; s < end; s++)
            {
                sum += Vector128.LoadAligned(weights + spikes[s] * 16);
            }
            Vector256<short> wide = Vector256.Create(Vector128.WidenLower(sum), Vector128.WidenUpper(sum));
            total += Vector512.Create(Vector256.WidenLower(wide), Vector256.WidenUpper(wide));
        }
        (total << fractionBits).StoreAligned(current);
    }

    /// <summary>Real weights; the sum runs over the spikes in their order.</summary>
    public static void Run(float* weights, int width, ushort* spikes, int count, float* current)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, width, spikes, count, current);
            return;
        }
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> sum = default;
            for (int s = 0; s < count; s++)
            {
                sum += Vector512.LoadAligned(weights + spikes[s] * width + j);
            }
            sum.StoreAligned(current + j);
        }
    }

    public static void Reference(float* weights, int width, ushort* spikes, int count, float* current)
    {
        for (int j = 0; j < width; j++)
        {
            float sum = 0;
            for (int s = 0; s < count; s++)
            {
                sum += weights[spikes[s] * width + j];
            }
            current[j] = sum;
        }
    }
}
