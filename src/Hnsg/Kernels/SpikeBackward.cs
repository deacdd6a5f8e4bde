using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>The gradient that a layer sends down to the spikes of the one below: δs[t, i] = Σ_j δu[t, j]·w[i, j].</summary>
internal static unsafe class SpikeBackward
{
    /// <summary>Runs one sample for one block of neurons of the layer below.</summary>
    /// <param name="weights">Effective weights of the upper layer for these neurons, turned over: neurons × width.</param>
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
        LayerShape upper,
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
        // Lanes: 16 neurons of the lower layer; four steps share each load of a weight.
        var added = Vector512.Create(constant);
        int upperWidth = upper.Width;
        for (int j = 0; j < width; j += 16)
        {
            int t = 0;
            for (; t + 4 <= steps; t += 4)
            {
                Vector512<float> s0 = default,
                    s1 = default,
                    s2 = default,
                    s3 = default;
                for (int block = 0; block < upper.Blocks; block++)
                {
                    float* d = delta + block * blockStride + t * upperWidth;
                    float* w = weights + block * upperWidth * width + j;
                    int used = upper.Used(block);
                    for (int o = 0; o < used; o++)
                    {
                        Vector512<float> weight = Vector512.LoadAligned(w + o * width);
                        s0 += weight * Vector512.Create(d[o]);
                        s1 += weight * Vector512.Create(d[upperWidth + o]);
                        s2 += weight * Vector512.Create(d[2 * upperWidth + o]);
                        s3 += weight * Vector512.Create(d[3 * upperWidth + o]);
                    }
                }
                (s0 + added).StoreAligned(result + t * width + j);
                (s1 + added).StoreAligned(result + (t + 1) * width + j);
                (s2 + added).StoreAligned(result + (t + 2) * width + j);
                (s3 + added).StoreAligned(result + (t + 3) * width + j);
            }
            for (; t < steps; t++)
            {
                Vector512<float> sum = default;
                for (int block = 0; block < upper.Blocks; block++)
                {
                    float* d = delta + block * blockStride + t * upperWidth;
                    float* w = weights + block * upperWidth * width + j;
                    int used = upper.Used(block);
                    for (int o = 0; o < used; o++)
                    {
                        sum += Vector512.LoadAligned(w + o * width) * Vector512.Create(d[o]);
                    }
                }
                (sum + added).StoreAligned(result + t * width + j);
            }
        }
    }

    public static void Reference(
        float* weights,
        float* delta,
        LayerShape upper,
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
                for (int o = 0; o < upper.Neurons; o++)
                {
                    float d = delta[o / upper.Width * blockStride + t * upper.Width + o % upper.Width];
                    sum += weights[o * width + j] * d;
                }
                result[t * width + j] = sum + constant;
            }
        }
    }
}
