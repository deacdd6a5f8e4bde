using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Sums;

/// <summary>The current of one step in a block of neurons with real weights: I[j] = (Σ_i x[i]·w[i, j])·unit.</summary>
internal static unsafe class RealSum
{
    /// <summary>Adds up rows, in the order of the inputs.</summary>
    /// <typeparam name="T">Bytes for pixels, floats for activations.</typeparam>
    /// <param name="weights">Block of effective weights, fan_in × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="inputs">Inputs that are not 0.</param>
    /// <param name="values">Their values.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="unit">Real value of one unit of x.</param>
    /// <param name="current">width sums.</param>
    public static void Run<T>(
        float* weights,
        int width,
        ushort* inputs,
        T* values,
        int count,
        float unit,
        float* current
    )
        where T : unmanaged, INumberBase<T>
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, width, inputs, values, count, unit, current);
            return;
        }
        // Lanes: 16 neurons, two such sums side by side where the block is wide enough.
        var scale = Vector512.Create(unit);
        int j = 0;
        for (; j + 32 <= width; j += 32)
        {
            Vector512<float> low = default,
                high = default;
            for (int s = 0; s < count; s++)
            {
                float* row = weights + inputs[s] * width + j;
                Vector512<float> x = Vector512.Create(float.CreateTruncating(values[s]));
                low += Vector512.LoadAligned(row) * x;
                high += Vector512.LoadAligned(row + 16) * x;
            }
            (low * scale).Store(current + j);
            (high * scale).Store(current + j + 16);
        }
        for (; j < width; j += 16)
        {
            Vector512<float> sum = default;
            for (int s = 0; s < count; s++)
            {
                Vector512<float> x = Vector512.Create(float.CreateTruncating(values[s]));
                sum += Vector512.LoadAligned(weights + inputs[s] * width + j) * x;
            }
            (sum * scale).Store(current + j);
        }
    }

    public static void Reference<T>(
        float* weights,
        int width,
        ushort* inputs,
        T* values,
        int count,
        float unit,
        float* current
    )
        where T : unmanaged, INumberBase<T>
    {
        for (int j = 0; j < width; j++)
        {
            float sum = 0;
            for (int s = 0; s < count; s++)
            {
                sum += weights[inputs[s] * width + j] * float.CreateTruncating(values[s]);
            }
            current[j] = sum * unit;
        }
    }
}
