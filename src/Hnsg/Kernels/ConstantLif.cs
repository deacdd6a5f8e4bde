using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>A layer in one sample over some steps, on a current that does not change: that of direct-coded input.</summary>
internal static unsafe class ConstantLif
{
    /// <summary>Runs all neurons over the steps [first, end).</summary>
    /// <param name="shape">Shape of the layer.</param>
    /// <param name="lif">Its neurons.</param>
    /// <param name="current">I, one a lane.</param>
    /// <param name="first">First step.</param>
    /// <param name="end">Step after the last.</param>
    /// <param name="membranes">v before and after, one a lane.</param>
    /// <param name="words">Spikes, one word a step and block; those of the steps are written.</param>
    public static void Run(
        LayerShape shape,
        IntegerLif lif,
        int* current,
        int first,
        int end,
        int* membranes,
        ulong* words
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(shape, lif, current, first, end, membranes, words);
            return;
        }
        switch (lif.Reset)
        {
            case ResetKind.Subtract:
                Run<SubtractStep>(shape, lif, current, first, end, membranes, words);
                break;
            case ResetKind.Zero:
                Run<ZeroStep>(shape, lif, current, first, end, membranes, words);
                break;
            case ResetKind.DelayedSubtract:
                Run<DelayedSubtractStep>(shape, lif, current, first, end, membranes, words);
                break;
            case ResetKind.None:
                Run<SilentStep>(shape, lif, current, first, end, membranes, words);
                break;
            default:
                throw ResetKinds.Unknown(lif.Reset);
        }
    }

    public static void Reference(
        LayerShape shape,
        IntegerLif lif,
        int* current,
        int first,
        int end,
        int* membranes,
        ulong* words
    )
    {
        for (int t = first; t < end; t++)
        {
            new Span<ulong>(words + t * shape.Blocks, shape.Blocks).Clear();
            for (int j = 0; j < shape.Lanes; j++)
            {
                (int block, int lane) = Math.DivRem(j, shape.Width);
                bool s = LifStep.Run(lif, current[j], ref membranes[j]);
                words[t * shape.Blocks + block] |= (s ? 1UL : 0UL) << lane;
            }
        }
    }

    // Lanes: 64 neurons in four registers, or 16 where the block is narrower.
    private static void Run<TStep>(
        LayerShape shape,
        IntegerLif lif,
        int* current,
        int first,
        int end,
        int* membranes,
        ulong* words
    )
        where TStep : ILifStep
    {
        int blocks = shape.Blocks;
        int shift = lif.Shift;
        var threshold = Vector512.Create(lif.Threshold);
        if (shape.Width < 64)
        {
            for (int t = first; t < end; t++)
            {
                words[t] = 0;
            }
            for (int j = 0; j < shape.Width; j += 16)
            {
                var i = Vector512.LoadAligned(current + j);
                Vector512<int> v = Vector512.LoadAligned(membranes + j);
                for (int t = first; t < end; t++)
                {
                    words[t] |= TStep.Run(ref v, i, shift, threshold).ExtractMostSignificantBits() << j;
                }
                v.StoreAligned(membranes + j);
            }
            return;
        }
        for (int block = 0; block < blocks; block++)
        {
            int* i = current + block * 64;
            int* m = membranes + block * 64;
            ulong* word = words + (long)first * blocks + block;
            Vector512<int> v0 = Vector512.LoadAligned(m),
                v1 = Vector512.LoadAligned(m + 16),
                v2 = Vector512.LoadAligned(m + 32),
                v3 = Vector512.LoadAligned(m + 48);
            Vector512<int> i0 = Vector512.LoadAligned(i),
                i1 = Vector512.LoadAligned(i + 16),
                i2 = Vector512.LoadAligned(i + 32),
                i3 = Vector512.LoadAligned(i + 48);
            for (int t = first; t < end; t++)
            {
                ulong s0 = TStep.Run(ref v0, i0, shift, threshold).ExtractMostSignificantBits();
                ulong s1 = TStep.Run(ref v1, i1, shift, threshold).ExtractMostSignificantBits();
                ulong s2 = TStep.Run(ref v2, i2, shift, threshold).ExtractMostSignificantBits();
                ulong s3 = TStep.Run(ref v3, i3, shift, threshold).ExtractMostSignificantBits();
                *word = s0 | (s1 << 16) | (s2 << 32) | (s3 << 48);
                word += blocks;
            }
            v0.StoreAligned(m);
            v1.StoreAligned(m + 16);
            v2.StoreAligned(m + 32);
            v3.StoreAligned(m + 48);
        }
    }
}
