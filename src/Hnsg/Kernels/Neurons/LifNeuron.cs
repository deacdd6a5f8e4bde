using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary>Leaky integrate-and-fire: u = decay(v) + I;  s = u &gt; θ;  then the reset.</summary>
internal readonly struct LifNeuron : INeuron
{
    public static bool HasSecondState => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        TLanes u = TReset.Late(it, it.Decay(v) + current, v);
        level = it.Threshold<TLanes>();
        v = TReset.After(it, u, level);
        return u;
    }

    // δu[t] = δs[t]·σ′(z[t]) + e + β·δu[t+1]·∂v[t]/∂u[t], e being what the loss sends into the membrane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Back<TLanes, TReset>(
        in NeuronConstants it,
        in BackStep<TLanes> step,
        ref TLanes du,
        ref TLanes da
    )
        where TLanes : unmanaged, IRealLanes<TLanes>
        where TReset : IReset
    {
        TLanes here = step.Spike * step.Slope + step.Membrane;
        return du = here + TReset.Back(it, du, step.Distance, step.Slope);
    }
}
