using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>e^x in float32 for x ≤ 0, by the same operations in every lane and in the scalar form.</summary>
/// <remarks>x = n·ln 2 + r, a polynomial of degree 6 on |r| ≤ ln 2 / 2, then 2^n into the exponent. Below −87 it is 0.</remarks>
internal static class FloatExp
{
    private const float InverseLn2 = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Least = -87f;

    // Adding and taking away 1.5·2^23 rounds to an integer in the default rounding mode.
    private const float Rounder = 12582912f;

    public static Vector512<float> Of(Vector512<float> x)
    {
        Vector512<float> clamped = Vector512.ConditionalSelect(
            Vector512.LessThan(x, Vector512.Create(Least)),
            Vector512.Create(Least),
            x
        );
        Vector512<float> n =
            (clamped * Vector512.Create(InverseLn2) + Vector512.Create(Rounder)) - Vector512.Create(Rounder);
        Vector512<float> r = (clamped - n * Vector512.Create(Ln2High)) - n * Vector512.Create(Ln2Low);
        Vector512<float> sum = Vector512.Create(1f / 720);
        sum = sum * r + Vector512.Create(1f / 120);
        sum = sum * r + Vector512.Create(1f / 24);
        sum = sum * r + Vector512.Create(1f / 6);
        sum = sum * r + Vector512.Create(0.5f);
        sum = sum * r + Vector512<float>.One;
        sum = sum * r + Vector512<float>.One;
        Vector512<int> power = (Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23;
        Vector512<float> result = sum * power.AsSingle();
        return Vector512.ConditionalSelect(
            Vector512.LessThan(x, Vector512.Create(Least)),
            Vector512<float>.Zero,
            result
        );
    }

    public static float Of(float x)
    {
        float clamped = x < Least ? Least : x;
        float n = (clamped * InverseLn2 + Rounder) - Rounder;
        float r = (clamped - n * Ln2High) - n * Ln2Low;
        float sum = 1f / 720;
        sum = sum * r + 1f / 120;
        sum = sum * r + 1f / 24;
        sum = sum * r + 1f / 6;
        sum = sum * r + 0.5f;
        sum = sum * r + 1f;
        sum = sum * r + 1f;
        float result = sum * BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
        return x < Least ? 0 : result;
    }
}
