using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

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
        // Lanes: 16 parameters.
        Vector512<float> beta1 = Vector512.Create(Beta1),
            rest1 = Vector512.Create(1 - Beta1),
            beta2 = Vector512.Create(Beta2),
            rest2 = Vector512.Create(1 - Beta2),
            rate = Vector512.Create(Rate),
            root = Vector512.Create(RootCorrection),
            epsilon = Vector512.Create(Epsilon),
            decay = Vector512.Create(Decay);
        for (long i = 0; i < length; i += 16)
        {
            Vector512<float> g = Vector512.LoadAligned(gradient + i);
            Vector512<float> m = beta1 * Vector512.LoadAligned(first + i) + rest1 * g;
            Vector512<float> v = beta2 * Vector512.LoadAligned(second + i) + rest2 * (g * g);
            Vector512<float> p = Vector512.LoadAligned(parameters + i);
            m.StoreAligned(first + i);
            v.StoreAligned(second + i);
            (p - decay * p - rate * m / (Vector512.Sqrt(v) * root + epsilon)).StoreAligned(parameters + i);
        }
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
