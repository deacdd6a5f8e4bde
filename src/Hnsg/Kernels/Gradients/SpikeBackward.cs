using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Gradients;

/// <summary>The gradient that a layer sends down to the spikes of the one below: δs[t, i] = Σ_j δu[t, j]·w[i, j].</summary>
internal static unsafe class SpikeBackward
{
    /// <summary>Runs one sample for one block of neurons of the layer below.</summary>
    /// <param name="weights">Effective weights of the upper layer for these neurons, transposed: neurons × width.</param>
    /// <param name="delta">δu of the upper layer; step t is at t·stride, block b of it at b·blockStride.</param>
    /// <param name="upper">Shape of the upper layer.</param>
    /// <param name="blockStride">Elements from one block of the upper layer to the next.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the lower block: 16, 32 or 64.</param>
    /// <param name="constant">Added to every result: the activity regulariser's gradient.</param>
    /// <param name="result">δs, steps × width.</param>
    public static void Run(
        float* weights,
        float* delta,
        MatrixLayout upper,
        long blockStride,
        int steps,
        int width,
        float constant,
        float* result
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, delta, upper, blockStride, steps, width, constant, result);
            return;
        }
        int j = 0;
        for (; j + 32 <= width; j += 32)
        {
            Run32(weights + j, delta, upper, blockStride, steps, width, constant, result + j);
        }
        for (; j < width; j += 16)
        {
            Run16(weights + j, delta, upper, blockStride, steps, width, constant, result + j);
        }
    }

    // Lanes: 2 × 16 neurons of the lower layer; four steps share each load of a weight, two vectors each load of a δ.
    private static void Run32(
        float* weights,
        float* delta,
        MatrixLayout upper,
        long blockStride,
        int steps,
        int width,
        float constant,
        float* result
    )
    {
        var added = Vector512.Create(constant);
        int upperWidth = upper.Width;
        int blocks = upper.Blocks;
        int t = 0;
        for (; t + 4 <= steps; t += 4)
        {
            Vector512<float> a0 = default,
                a1 = default,
                a2 = default,
                a3 = default,
                b0 = default,
                b1 = default,
                b2 = default,
                b3 = default;
            for (int block = 0; block < blocks; block++)
            {
                float* d0 = delta + block * blockStride + t * upperWidth;
                float* d1 = d0 + upperWidth;
                float* d2 = d1 + upperWidth;
                float* d3 = d2 + upperWidth;
                float* w = weights + (long)block * upperWidth * width;
                nint used = upper.Used(block);
                for (nint o = 0; o < used; o++)
                {
                    Vector512<float> low = Vector512.LoadAligned(w);
                    Vector512<float> high = Vector512.LoadAligned(w + 16);
                    w += width;
                    var x = Vector512.Create(d0[o]);
                    a0 += low * x;
                    b0 += high * x;
                    x = Vector512.Create(d1[o]);
                    a1 += low * x;
                    b1 += high * x;
                    x = Vector512.Create(d2[o]);
                    a2 += low * x;
                    b2 += high * x;
                    x = Vector512.Create(d3[o]);
                    a3 += low * x;
                    b3 += high * x;
                }
            }
            float* row = result + t * width;
            (a0 + added).StoreAligned(row);
            (b0 + added).StoreAligned(row + 16);
            row += width;
            (a1 + added).StoreAligned(row);
            (b1 + added).StoreAligned(row + 16);
            row += width;
            (a2 + added).StoreAligned(row);
            (b2 + added).StoreAligned(row + 16);
            row += width;
            (a3 + added).StoreAligned(row);
            (b3 + added).StoreAligned(row + 16);
        }
        for (; t < steps; t++)
        {
            for (int j = 0; j < 32; j += 16)
            {
                Step16(weights + j, delta + t * upperWidth, upper, blockStride, width, added)
                    .StoreAligned(result + t * width + j);
            }
        }
    }

    private static void Run16(
        float* weights,
        float* delta,
        MatrixLayout upper,
        long blockStride,
        int steps,
        int width,
        float constant,
        float* result
    )
    {
        var added = Vector512.Create(constant);
        for (int t = 0; t < steps; t++)
        {
            Step16(weights, delta + t * upper.Width, upper, blockStride, width, added).StoreAligned(result + t * width);
        }
    }

    private static Vector512<float> Step16(
        float* weights,
        float* delta,
        MatrixLayout upper,
        long blockStride,
        int width,
        Vector512<float> added
    )
    {
        Vector512<float> sum = default;
        for (int block = 0; block < upper.Blocks; block++)
        {
            float* d = delta + block * blockStride;
            float* w = weights + (long)block * upper.Width * width;
            int used = upper.Used(block);
            for (int o = 0; o < used; o++)
            {
                sum += Vector512.LoadAligned(w) * Vector512.Create(d[o]);
                w += width;
            }
        }
        return sum + added;
    }

    public static void Reference(
        float* weights,
        float* delta,
        MatrixLayout upper,
        long blockStride,
        int steps,
        int width,
        float constant,
        float* result
    )
    {
        for (int t = 0; t < steps; t++)
        {
            for (int j = 0; j < width; j++)
            {
                float sum = 0;
                for (int o = 0; o < upper.Columns; o++)
                {
                    float d = delta[o / upper.Width * blockStride + t * upper.Width + o % upper.Width];
                    sum += weights[o * width + j] * d;
                }
                result[t * width + j] = sum + constant;
            }
        }
    }
}
