using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hnsg.Randomness;

namespace Hnsg.Kernels;

/// <summary>16 blocks of <see cref="Threefry"/> at once; its scalar twin is <see cref="RandomKey.Draw"/>.</summary>
internal static unsafe class VectorThreefry
{
    /// <summary>Draws 16 blocks of one stream.</summary>
    /// <param name="key">The key.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="blocks">The block numbers.</param>
    /// <param name="random">16 results in the order of the lanes.</param>
    public static void Blocks(RandomKey key, uint stream, Vector512<uint> blocks, ulong* random)
    {
        uint key0 = (uint)key.Seed;
        uint key1 = (uint)(key.Seed >> 32);
        uint key2 = Threefry.Parity ^ key0 ^ key1;
        Vector512<uint> x0 = blocks + Vector512.Create(key0);
        Vector512<uint> x1 = Vector512.Create(stream + key1);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6, key1, key2 + 1);
        FourRounds(ref x0, ref x1, 17, 29, 16, 24, key2, key0 + 2);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6, key0, key1 + 3);
        FourRounds(ref x0, ref x1, 17, 29, 16, 24, key1, key2 + 4);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6, key2, key0 + 5);
        (Vector512<ulong> low0, Vector512<ulong> low1) = Vector512.Widen(x0);
        (Vector512<ulong> high0, Vector512<ulong> high1) = Vector512.Widen(x1);
        (low0 | (high0 << 32)).Store(random);
        (low1 | (high1 << 32)).Store(random + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds(
        ref Vector512<uint> x0,
        ref Vector512<uint> x1,
        [ConstantExpected] byte r0,
        [ConstantExpected] byte r1,
        [ConstantExpected] byte r2,
        [ConstantExpected] byte r3,
        uint add0,
        uint add1
    )
    {
        Round(ref x0, ref x1, r0);
        Round(ref x0, ref x1, r1);
        Round(ref x0, ref x1, r2);
        Round(ref x0, ref x1, r3);
        x0 += Vector512.Create(add0);
        x1 += Vector512.Create(add1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector512<uint> x0, ref Vector512<uint> x1, [ConstantExpected] byte rotation)
    {
        x0 += x1;
        Vector512<uint> turned = Avx512F.IsSupported
            ? Avx512F.RotateLeft(x1, rotation)
            : (x1 << rotation) | (x1 >>> (32 - rotation));
        x1 = turned ^ x0;
    }
}
