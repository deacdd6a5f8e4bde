using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Training.Surrogates;

namespace Hnsg.Tests.Extending;

/// <summary>α·exp(−(αz)²).</summary>
internal readonly struct Gaussian : ISurrogateFormula
{
    public static Vector512<float> Of(Vector512<float> z, float slope)
    {
        Vector512<float> x = z * Vector512.Create(slope);
        return FloatExp.Of(-(x * x)) * Vector512.Create(slope);
    }

    public static float Of(float z, float slope)
    {
        float x = z * slope;
        return FloatExp.Of(-(x * x)) * slope;
    }
}
