using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>Currents that decay, in integers: y[t] = y[t−1] − (y[t−1] &gt;&gt; shift) + x[t], with an arithmetic shift (floor).</summary>
/// <remarks>A shift of 0 leaves nothing of the step before: y is x, bit for bit.</remarks>
internal static unsafe class IntegerSynapse
{
    /// <summary>Runs a block of neurons from currents of 0.</summary>
    /// <param name="shift">Decay α = 1 − 2^−shift, 0…15.</param>
    /// <param name="input">x.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="output">y, steps × width; may be where x lies, row by row.</param>
    public static void Run(int shift, WideCurrents input, int steps, int width, int* output)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(shift, input, steps, width, output);
            return;
        }
        // Lanes: 16 neurons, their currents in a register over all steps.
        for (int j = 0; j < width; j += 16)
        {
            Vector512<int> y = default;
            for (int t = 0; t < steps; t++)
            {
                y = y - (y >> shift) + input.Load(t, j);
                y.StoreAligned(output + t * width + j);
            }
        }
    }

    public static void Reference(int shift, WideCurrents input, int steps, int width, int* output)
    {
        for (int j = 0; j < width; j++)
        {
            int y = 0;
            for (int t = 0; t < steps; t++)
            {
                y = y - (y >> shift) + input.At(t, j);
                output[t * width + j] = y;
            }
        }
    }
}
