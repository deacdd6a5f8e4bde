using System.Runtime.Intrinsics;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Gradients;

/// <summary>Adds one sample's x[i]·δ[j] to a block's weight gradient, x being real numbers of one step.</summary>
internal static unsafe class AnalogGradient
{
    /// <summary>Adds the gradient of the active inputs in [firstRow, endRow).</summary>
    /// <param name="train">The sample, with <see cref="InputTrain.Analog"/> values.</param>
    /// <param name="delta">δ, width.</param>
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
        // Lanes: 16 neurons at a time.
        (int first, int end) = train.ActiveRange(firstRow, endRow);
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> d = Vector512.LoadAligned(delta + j);
            for (int a = first; a < end; a++)
            {
                float* row = gradient + train.Active[a] * width + j;
                (Vector512.LoadAligned(row) + Vector512.Create(train.Reals[a]) * d).StoreAligned(row);
            }
        }
    }

    public static void Reference(InputTrain train, float* delta, int width, int firstRow, int endRow, float* gradient)
    {
        (int first, int end) = train.ActiveRange(firstRow, endRow);
        for (int a = first; a < end; a++)
        {
            for (int j = 0; j < width; j++)
            {
                gradient[train.Active[a] * width + j] += train.Reals[a] * delta[j];
            }
        }
    }
}
