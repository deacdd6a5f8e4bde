using System.Numerics;
using Hnsg.Kernels;

namespace Hnsg.Tests.Extending;

/// <summary>Adaptive LIF: each spike raises the threshold by θ/4, which decays (Bellec et al. 2018, arXiv 1803.09574).</summary>
internal readonly struct AdaptiveLif : INeuron
{
    public static bool Step<T>(in NeuronConstants<T> it, T current, ref T v, ref T a, out T z)
        where T : unmanaged, INumber<T>
    {
        a = it.SlowDecay(a);
        T u = it.Decay(v) + current;
        z = u - it.Threshold - a;
        bool s = it.Fires(z);
        v = it.Reset(u, s);
        a += s ? it.Threshold / T.CreateTruncating(4) : T.Zero;
        return s;
    }

    public static float Back(in NeuronConstants<float> it, bool s, float slope, float ds, ref float dv, ref float da)
    {
        float dz = slope * (ds + da * (it.Threshold / 4));
        float du = dz + it.ThroughReset(dv, s);
        dv = it.Beta * du;
        da = it.Alpha * (da - dz);
        return du;
    }
}
