using System.Runtime.Intrinsics;
using Hnsg.Encoding;

namespace Hnsg.Kernels;

/// <summary>Adds one direct-coded sample's p[i]·Σ_t δ[t, j] to a block's weight gradient.</summary>
/// <remarks>The sum over steps is made first, from +0 in their order; the input is the pixel p, not p/2^F.</remarks>
internal static unsafe class DirectGradient
{
    /// <summary>Adds the gradient of the active inputs in [firstInput, endInput).</summary>
    /// <param name="train">The sample.</param>
    /// <param name="delta">δ, steps × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="firstInput">First input whose gradient is wanted.</param>
    /// <param name="endInput">Input after the last.</param>
    /// <param name="gradient">Block of the gradient, fan_in × width.</param>
    public static void Run(InputTrain train, float* delta, int width, int firstInput, int endInput, float* gradient)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(train, delta, width, firstInput, endInput, gradient);
            return;
        }
        // Lanes: 16 neurons at a time.
        (int first, int end) = train.ActiveRange(firstInput, endInput);
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> sum = default;
            for (int t = 0; t < train.Steps; t++)
            {
                sum += Vector512.LoadAligned(delta + t * width + j);
            }
            for (int a = first; a < end; a++)
            {
                float* row = gradient + train.Active[a] * width + j;
                Vector512<float> pixel = Vector512.Create((float)train.Values[a]);
                (Vector512.LoadAligned(row) + pixel * sum).StoreAligned(row);
            }
        }
    }

    public static void Reference(
        InputTrain train,
        float* delta,
        int width,
        int firstInput,
        int endInput,
        float* gradient
    )
    {
        (int first, int end) = train.ActiveRange(firstInput, endInput);
        for (int j = 0; j < width; j++)
        {
            float sum = 0;
            for (int t = 0; t < train.Steps; t++)
            {
                sum += delta[t * width + j];
            }
            for (int a = first; a < end; a++)
            {
                gradient[train.Active[a] * width + j] += train.Values[a] * sum;
            }
        }
    }
}
