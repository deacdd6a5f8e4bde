using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Randomness;

namespace Hnsg.Kernels.Selection;

/// <summary>Draws a mask: a connection stays where 16 random bits are less than 2^16·p, p = 1/(1 + e^−S).</summary>
/// <remarks>
/// The bits of the connection at place a of the layer's array are bits 16·(a % 4) of block a / 4 of a stream. The sums
/// are of whole numbers, so parts can be added in any order.
/// </remarks>
internal static unsafe class BernoulliMask
{
    private const float One = 65536;

    /// <summary>Fills a part of the effective weights.</summary>
    /// <param name="scores">S of the part.</param>
    /// <param name="frozen">Frozen weights of the part.</param>
    /// <param name="key">Key of the draw.</param>
    /// <param name="stream">Stream of the layer.</param>
    /// <param name="offset">Place of the part in the layer's array, a multiple of 16.</param>
    /// <param name="length">A multiple of 16.</param>
    /// <param name="effective">The frozen weight or 0.</param>
    /// <returns>Σ p and Σ p(1−p), both times 2^16 and each term rounded down.</returns>
    public static (long Kept, long Slope) Run(
        float* scores,
        sbyte* frozen,
        RandomKey key,
        uint stream,
        long offset,
        long length,
        sbyte* effective
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            return Reference(scores, frozen, key, stream, offset, length, effective);
        }
        // Lanes: 16 connections; 16 blocks at a time have the bits of 64.
        ulong* random = stackalloc ulong[16];
        Vector512<uint> lanes = Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        long kept = 0,
            slope = 0;
        for (long start = 0; start < length; start += 64)
        {
            VectorThreefry.Blocks(key, stream, Vector512.Create((uint)((offset + start) / 4)) + lanes, random);
            for (int part = 0; part < 4 && start + 16 * part < length; part++)
            {
                long i = start + 16 * part;
                Vector512<float> p = Probability(Vector512.LoadAligned(scores + i));
                Vector512<int> cut = Vector512.ConvertToInt32(Vector512.Floor(p * Vector512.Create(One)));
                kept += Vector512.Sum(cut);
                slope += Vector512.Sum(
                    Vector512.ConvertToInt32(Vector512.Floor(p * (Vector512<float>.One - p) * Vector512.Create(One)))
                );
                Vector256<ushort> bits = Vector256.Load((ushort*)random + 16 * part);
                Vector512<int> wide = Vector512
                    .Create(Vector256.WidenLower(bits), Vector256.WidenUpper(bits))
                    .AsInt32();
                Vector512<int> stays = Vector512.LessThan(wide, cut);
                Vector256<short> half = Vector256.Narrow(stays.GetLower(), stays.GetUpper());
                Vector128<sbyte> mask = Vector128.Narrow(half.GetLower(), half.GetUpper());
                (Vector128.LoadAligned(frozen + i) & mask).StoreAligned(effective + i);
            }
        }
        return (kept, slope);
    }

    public static (long Kept, long Slope) Reference(
        float* scores,
        sbyte* frozen,
        RandomKey key,
        uint stream,
        long offset,
        long length,
        sbyte* effective
    )
    {
        long kept = 0,
            slope = 0;
        for (long i = 0; i < length; i++)
        {
            float p = Probability(scores[i]);
            int cut = (int)MathF.Floor(p * One);
            kept += cut;
            slope += (int)MathF.Floor(p * (1 - p) * One);
            ulong block = key.Draw(stream, (uint)((offset + i) / 4));
            int bits = (int)(block >> (int)(16 * ((offset + i) % 4)) & 0xFFFF);
            effective[i] = bits < cut ? frozen[i] : (sbyte)0;
        }
        return (kept, slope);
    }

    /// <summary>From the gradient of effective weights to that of scores: g = (w·c)·G·p(1−p).</summary>
    public static void Gradient(float* gradient, float* scores, sbyte* frozen, float scale, long length)
    {
        SignedBytes.Multiply(gradient, frozen, scale, length);
        for (long i = 0; i < length; i += Vector128.IsHardwareAccelerated ? 16 : 1)
        {
            if (Vector128.IsHardwareAccelerated)
            {
                Vector512<float> p = Probability(Vector512.LoadAligned(scores + i));
                Vector512<float> g = Vector512.LoadAligned(gradient + i) * (p * (Vector512<float>.One - p));
                g.StoreAligned(gradient + i);
            }
            else
            {
                float p = Probability(scores[i]);
                gradient[i] *= p * (1 - p);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Probability(Vector512<float> score)
    {
        Vector512<float> e = FloatExp.Of(-Vector512.Abs(score));
        Vector512<float> above = Vector512.GreaterThanOrEqual(score, Vector512<float>.Zero);
        return Vector512.ConditionalSelect(above, Vector512<float>.One, e) / (Vector512<float>.One + e);
    }

    private static float Probability(float score)
    {
        float e = FloatExp.Of(-MathF.Abs(score));
        return (score >= 0 ? 1 : e) / (1 + e);
    }
}
