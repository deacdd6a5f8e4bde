using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Kernels.Gradients;

namespace Hnsg.Kernels.Updates;

/// <summary>One step of Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
/// <remarks>
/// m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  p ← p − decay·p − rate·m / (√v·rootCorrection + ε), where rate carries the
/// bias correction of m and rootCorrection = 1/√(1 − β₂ᵗ).
/// </remarks>
internal readonly record struct AdamUpdate(
    float Beta1,
    float Beta2,
    float Rate,
    float RootCorrection,
    float Epsilon,
    float Decay
)
{
    /// <summary>Updates parameters and moments in place.</summary>
    /// <param name="parameters">p.</param>
    /// <param name="gradient">g.</param>
    /// <param name="first">m.</param>
    /// <param name="second">v.</param>
    /// <param name="length">A multiple of 16.</param>
    public unsafe void Run(float* parameters, float* gradient, float* first, float* second, long length)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(parameters, gradient, first, second, length);
            return;
        }
        for (long i = 0; i < length; i += 16)
        {
            Vector512<float> p = Vector512.LoadAligned(parameters + i);
            Vector512<float> g = Vector512.LoadAligned(gradient + i);
            Step(p, g, parameters + i, first + i, second + i);
        }
    }

    /// <summary>Updates scores by the gradient of effective weights: <see cref="ScoreGradient"/> in the same pass.</summary>
    /// <param name="scores">p.</param>
    /// <param name="gradient">Gradient of the effective weights.</param>
    /// <param name="frozen">Frozen weights.</param>
    /// <param name="scale">As for <see cref="ScoreGradient"/>.</param>
    /// <param name="first">m.</param>
    /// <param name="second">v.</param>
    /// <param name="length">A multiple of 16.</param>
    public unsafe void RunScores(
        float* scores,
        float* gradient,
        sbyte* frozen,
        float scale,
        float* first,
        float* second,
        long length
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            ScoreGradient.Reference(gradient, scores, frozen, scale, length);
            Reference(scores, gradient, first, second, length);
            return;
        }
        for (long i = 0; i < length; i += 16)
        {
            Vector512<float> p = Vector512.LoadAligned(scores + i);
            Vector512<float> g = ScoreGradient.Of(
                Vector512.LoadAligned(gradient + i),
                p,
                Vector128.LoadAligned(frozen + i),
                scale
            );
            Step(p, g, scores + i, first + i, second + i);
        }
    }

    // Lanes: 16 parameters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Step(Vector512<float> p, Vector512<float> g, float* parameters, float* first, float* second)
    {
        Vector512<float> m = Vector512.Create(Beta1) * Vector512.LoadAligned(first) + Vector512.Create(1 - Beta1) * g;
        Vector512<float> v =
            Vector512.Create(Beta2) * Vector512.LoadAligned(second) + Vector512.Create(1 - Beta2) * (g * g);
        m.StoreAligned(first);
        v.StoreAligned(second);
        Vector512<float> root = Vector512.Sqrt(v) * Vector512.Create(RootCorrection) + Vector512.Create(Epsilon);
        (p - Vector512.Create(Decay) * p - Vector512.Create(Rate) * m / root).StoreAligned(parameters);
    }

    public unsafe void Reference(float* parameters, float* gradient, float* first, float* second, long length)
    {
        for (long i = 0; i < length; i++)
        {
            float g = gradient[i];
            float m = Beta1 * first[i] + (1 - Beta1) * g;
            float v = Beta2 * second[i] + (1 - Beta2) * (g * g);
            float p = parameters[i];
            first[i] = m;
            second[i] = v;
            parameters[i] = p - Decay * p - Rate * m / (MathF.Sqrt(v) * RootCorrection + Epsilon);
        }
    }
}
