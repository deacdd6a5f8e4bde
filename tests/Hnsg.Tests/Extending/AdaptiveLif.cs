using Hnsg.Kernels.Neurons;

namespace Hnsg.Tests.Extending;

/// <summary>Adaptive LIF: each spike raises the threshold by θ/4, which decays (Bellec et al. 2018, arXiv 1803.09574).</summary>
internal readonly struct AdaptiveLif : INeuron
{
    public static bool HasSecondState => true;

    public static TLanes Step<TLanes, TReset>(
        in NeuronConstants it,
        TLanes current,
        ref TLanes v,
        ref TLanes a,
        out TLanes level
    )
        where TLanes : unmanaged, ILanes<TLanes>
        where TReset : IReset
    {
        a = it.SlowDecay(a);
        TLanes u = it.Decay(v) + current;
        level = it.Threshold<TLanes>() + a;
        v = TReset.After(it, u, level);
        a += TReset.Fires ? TLanes.IfAbove(u, level, Rise<TLanes>(it), default) : default;
        return u;
    }

    public static TLanes Back<TLanes, TReset>(
        in NeuronConstants it,
        in BackStep<TLanes> step,
        ref TLanes du,
        ref TLanes da
    )
        where TLanes : unmanaged, IRealLanes<TLanes>
        where TReset : IReset
    {
        TLanes dz = step.Slope * (step.Spike + da * Rise<TLanes>(it));
        du = dz + step.Membrane + TReset.Back(it, du, step.Distance, step.Slope);
        da = it.SlowDecay(da - dz);
        return du;
    }

    private static TLanes Rise<TLanes>(in NeuronConstants it)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Create(it.IntegerThreshold / 4, it.RealThreshold / 4);
}
