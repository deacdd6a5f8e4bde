using System.Runtime.Intrinsics;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Gradients;

/// <summary>Adds one direct-coded sample's p[i]·Σ_t δ[t, j] to a block's weight gradient.</summary>
/// <remarks>The sum over steps is made first, from +0 in their order; the input is the pixel p, not p/2^F.</remarks>
internal static unsafe class DirectGradient
{
    /// <summary>Adds the gradient of the active inputs in [firstRow, endRow).</summary>
    /// <param name="train">The sample.</param>
    /// <param name="delta">δ, steps × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="firstRow">First row whose gradient is wanted.</param>
    /// <param name="endRow">Row after the last.</param>
    /// <param name="gradient">Block of the gradient, fan_in × width.</param>
    public static void Run(InputTrain train, float* delta, int width, int firstRow, int endRow, float* gradient)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(train, delta, width, firstRow, endRow, gradient);
            return;
        }
        (int first, int end) = train.ActiveRange(firstRow, endRow);
        if (width == 64)
        {
            Run64(train, delta, first, end, gradient);
            return;
        }
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> sum = Sum(delta + j, width, train.Steps);
            for (int a = first; a < end; a++)
            {
                float* row = gradient + train.Active[a] * width + j;
                Vector512<float> pixel = Vector512.Create((float)train.Values[a]);
                (Vector512.LoadAligned(row) + pixel * sum).StoreAligned(row);
            }
        }
    }

    // Lanes: a whole row, since rows of a gradient that come piece by piece take longer to fetch.
    private static void Run64(InputTrain train, float* delta, int first, int end, float* gradient)
    {
        Vector512<float> s0 = Sum(delta, 64, train.Steps),
            s1 = Sum(delta + 16, 64, train.Steps),
            s2 = Sum(delta + 32, 64, train.Steps),
            s3 = Sum(delta + 48, 64, train.Steps);
        ushort* active = train.Active;
        byte* values = train.Values;
        for (int a = first; a < end; a++)
        {
            float* row = gradient + ((nuint)active[a] << 6);
            Vector512<float> pixel = Vector512.Create((float)values[a]);
            (Vector512.LoadAligned(row) + pixel * s0).StoreAligned(row);
            (Vector512.LoadAligned(row + 16) + pixel * s1).StoreAligned(row + 16);
            (Vector512.LoadAligned(row + 32) + pixel * s2).StoreAligned(row + 32);
            (Vector512.LoadAligned(row + 48) + pixel * s3).StoreAligned(row + 48);
        }
    }

    private static Vector512<float> Sum(float* delta, int width, int steps)
    {
        Vector512<float> sum = default;
        for (int t = 0; t < steps; t++)
        {
            sum += Vector512.LoadAligned(delta + t * width);
        }
        return sum;
    }

    public static void Reference(InputTrain train, float* delta, int width, int firstRow, int endRow, float* gradient)
    {
        (int first, int end) = train.ActiveRange(firstRow, endRow);
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
