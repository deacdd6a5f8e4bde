using System.Runtime.Intrinsics;

namespace Hnsg.Training.Surrogates;

/// <summary>α/2 / (1 + (π/2·α·z)²): the derivative of an arctangent (Fang et al. 2021; snnTorch's default).</summary>
internal readonly struct Atan : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope)
    {
        Vector512<float> x = z * Vector512.Create((float)(Math.PI / 2) * slope);
        return Vector512.Create(slope * 0.5f) / (Vector512<float>.One + x * x);
    }

    public static float Of(float z, float slope)
    {
        float x = z * ((float)(Math.PI / 2) * slope);
        return slope * 0.5f / (1 + x * x);
    }
}

/// <summary>1 / (1 + α|z|)²: SuperSpike's fast sigmoid (Zenke and Ganguli 2018).</summary>
internal readonly struct FastSigmoid : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope)
    {
        Vector512<float> x = Vector512<float>.One + Vector512.Abs(z) * Vector512.Create(slope);
        return Vector512<float>.One / (x * x);
    }

    public static float Of(float z, float slope)
    {
        float x = 1 + MathF.Abs(z) * slope;
        return 1 / (x * x);
    }
}

/// <summary>α·σ(αz)(1 − σ(αz)), as α·e / (1 + e)² with e = exp(−|αz|), which cannot overflow.</summary>
internal readonly struct Sigmoid : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope)
    {
        Vector512<float> e = Kernels.FloatExp.Of(-Vector512.Abs(z * Vector512.Create(slope)));
        Vector512<float> d = Vector512<float>.One + e;
        return Vector512.Create(slope) * e / (d * d);
    }

    public static float Of(float z, float slope)
    {
        float e = Kernels.FloatExp.Of(-MathF.Abs(z * slope));
        float d = 1 + e;
        return slope * e / (d * d);
    }
}

/// <summary>max(0, 1 − α|z|) (Esser et al. 2016).</summary>
internal readonly struct Triangle : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope)
    {
        Vector512<float> x = Vector512<float>.One - Vector512.Abs(z) * Vector512.Create(slope);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, Vector512<float>.Zero);
    }

    public static float Of(float z, float slope)
    {
        float x = 1 - MathF.Abs(z) * slope;
        return x > 0 ? x : 0;
    }
}

/// <summary>α where |z| &lt; 1/(2α), else 0: area 1.</summary>
internal readonly struct Boxcar : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope)
    {
        Vector512<float> inside = Vector512.LessThan(Vector512.Abs(z), Vector512.Create(0.5f / slope));
        return Vector512.ConditionalSelect(inside, Vector512.Create(slope), Vector512<float>.Zero);
    }

    public static float Of(float z, float slope) => MathF.Abs(z) < 0.5f / slope ? slope : 0;
}

/// <summary>1 where z &gt; 0, else 0: no surrogate at all but the derivative of max(0, z), for networks without spikes.</summary>
internal readonly struct ReluSlope : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope) =>
        Vector512.ConditionalSelect(
            Vector512.GreaterThan(z, Vector512<float>.Zero),
            Vector512<float>.One,
            Vector512<float>.Zero
        );

    public static float Of(float z, float slope) => z > 0 ? 1 : 0;
}

/// <summary>1 everywhere (Bengio et al. 2013).</summary>
internal readonly struct StraightThrough : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope) => Vector512<float>.One;

    public static float Of(float z, float slope) => 1;
}
