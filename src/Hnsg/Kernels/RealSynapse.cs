using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>Currents that decay, in float32: y[t] = α·y[t−1] + x[t], and the same backwards in time for gradients.</summary>
internal static unsafe class RealSynapse
{
    /// <summary>Runs a block of neurons from currents of 0.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="input">x, one row of <paramref name="width"/> a step.</param>
    /// <param name="stride">Elements from one row to the next; 0 where x is constant.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block.</param>
    /// <param name="output">y, steps × width; may be x where the stride is width.</param>
    public static void Run(float alpha, float* input, int stride, int steps, int width, float* output)
    {
        for (int t = 0; t < steps; t++)
        {
            Step(alpha, t == 0 ? null : output + (t - 1) * width, input + t * stride, width, output + t * width);
        }
    }

    /// <summary>δx[t] = δy[t] + α·δx[t+1], in place.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block.</param>
    /// <param name="delta">δy in, δx out, steps × width.</param>
    public static void Back(float alpha, int steps, int width, float* delta)
    {
        for (int t = steps - 2; t >= 0; t--)
        {
            Step(alpha, delta + (t + 1) * width, delta + t * width, width, delta + t * width);
        }
    }

    // Lanes: 16 neurons; without vectors the same operations one by one.
    private static void Step(float alpha, float* other, float* input, int width, float* output)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            for (int j = 0; j < width; j++)
            {
                output[j] = other == null ? input[j] : alpha * other[j] + input[j];
            }
            return;
        }
        var a = Vector512.Create(alpha);
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> x = Vector512.Load(input + j);
            (other == null ? x : a * Vector512.Load(other + j) + x).Store(output + j);
        }
    }
}
