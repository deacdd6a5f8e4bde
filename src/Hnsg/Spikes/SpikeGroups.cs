using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Spikes;

/// <summary>Turns the spikes of a block over: from a word a step to a byte a neuron for every group of five steps.</summary>
internal static unsafe class SpikeGroups
{
    /// <summary>Fills ceil(T / 5) rows of 64 bytes; bit b of byte j in row g is the spike of neuron j at step 5g + b.</summary>
    /// <param name="words">Spike words, bit j for neuron j.</param>
    /// <param name="stride">Words from one step to the next.</param>
    /// <param name="steps">T.</param>
    /// <param name="groups">Rows of 64 bytes.</param>
    public static void Run(ulong* words, int stride, int steps, byte* groups)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(words, stride, steps, groups);
            return;
        }
        for (int step = 0; step < steps; step += InputTrain.GroupSteps)
        {
            Vector512<byte> row = default;
            for (int b = 0; b < Math.Min(InputTrain.GroupSteps, steps - step); b++)
            {
                row |= Spread(*words) & Vector512.Create((byte)(1 << b));
                words += stride;
            }
            row.Store(groups);
            groups += 64;
        }
    }

    /// <summary>All bits of byte j set where bit j of the word is.</summary>
    // Lanes: 64 neurons. Each lane gets the byte of the word that holds its bit, and tests the bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Spread(ulong word)
    {
        Vector512<byte> place = Vector512
            .Create(
                0UL,
                0x0101010101010101,
                0x0202020202020202,
                0x0303030303030303,
                0x0404040404040404,
                0x0505050505050505,
                0x0606060606060606,
                0x0707070707070707
            )
            .AsByte();
        Vector512<byte> bit = Vector512.Create(0x8040201008040201UL).AsByte();
        return Vector512.Equals(Vector512.ShuffleNative(Vector512.Create(word).AsByte(), place) & bit, bit);
    }

    public static void Reference(ulong* words, int stride, int steps, byte* groups)
    {
        new Span<byte>(groups, (steps + InputTrain.GroupSteps - 1) / InputTrain.GroupSteps * 64).Clear();
        for (int step = 0; step < steps; step++)
        {
            for (int j = 0; j < 64; j++)
            {
                ulong spike = words[(long)step * stride] >> j & 1;
                groups[step / InputTrain.GroupSteps * 64 + j] |= (byte)(spike << (step % InputTrain.GroupSteps));
            }
        }
    }
}
