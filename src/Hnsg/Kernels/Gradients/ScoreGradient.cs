using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Gradients;

/// <summary>From the gradient of effective weights to that of scores: g = sign(S)·w·c·G, dropped connections too.</summary>
internal static unsafe class ScoreGradient
{
    /// <summary>Turns gradients over in place.</summary>
    /// <param name="gradient">G in, g out.</param>
    /// <param name="scores">S.</param>
    /// <param name="frozen">w.</param>
    /// <param name="scale">c, times the real value of one unit of input.</param>
    /// <param name="length">A multiple of 16.</param>
    public static void Run(float* gradient, float* scores, sbyte* frozen, float scale, long length)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(gradient, scores, frozen, scale, length);
            return;
        }
        for (long i = 0; i < length; i += 16)
        {
            Vector512<float> g = Vector512.LoadAligned(gradient + i);
            Of(g, Vector512.LoadAligned(scores + i), Vector128.LoadAligned(frozen + i), scale)
                .StoreAligned(gradient + i);
        }
    }

    /// <summary>The same of 16 connections.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(
        Vector512<float> gradient,
        Vector512<float> scores,
        Vector128<sbyte> frozen,
        float scale
    )
    {
        Vector512<float> sign = scores & Vector512.Create(0x80000000).AsSingle();
        Vector512<float> weights = Vector512.ConvertToSingle(Widening.ToInt32(frozen));
        Vector512<float> g = weights * Vector512.Create(scale) * gradient ^ sign;
        return Vector512.ConditionalSelect(Vector512.Equals(scores, Vector512<float>.Zero), Vector512<float>.Zero, g);
    }

    public static void Reference(float* gradient, float* scores, sbyte* frozen, float scale, long length)
    {
        for (long i = 0; i < length; i++)
        {
            float g = frozen[i] * scale * gradient[i];
            gradient[i] = scores[i] switch
            {
                0 => 0,
                < 0 => -g,
                _ => g,
            };
        }
    }
}
