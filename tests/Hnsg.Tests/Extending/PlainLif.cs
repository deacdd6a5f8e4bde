using System.Numerics;
using Hnsg.Kernels;

namespace Hnsg.Tests.Extending;

/// <summary>The LIF neuron, written as a neuron without kernels of its own.</summary>
internal readonly struct PlainLif : INeuron
{
    public static bool Step<T>(in NeuronConstants<T> it, T current, ref T v, ref T a, out T z)
        where T : unmanaged, INumber<T>
    {
        T u = it.Decay(v) + current;
        z = u - it.Threshold;
        bool s = it.Fires(z);
        v = it.Reset(u, s);
        return s;
    }

    public static float Back(in NeuronConstants<float> it, bool s, float slope, float ds, ref float dv, ref float da)
    {
        float du = ds * slope + it.ThroughReset(dv, s);
        dv = it.Beta * du;
        return du;
    }
}
