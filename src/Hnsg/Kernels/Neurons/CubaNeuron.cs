using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary>Current-based LIF: a[t] = decay(a[t−1]) + I[t] is the current of a <see cref="LifNeuron"/>.</summary>
internal readonly struct CubaNeuron : INeuron
{
    public static bool HasSecondState => true;

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
        a = it.SlowDecay(a) + current;
        TLanes unused = default;
        return LifNeuron.Step<TLanes, TReset>(it, a, ref v, ref unused, out level);
    }

    // δI[t] = δu[t] + α·δI[t+1].
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
        TLanes unused = default;
        return da = it.SlowDecay(da) + LifNeuron.Back<TLanes, TReset>(it, step, ref du, ref unused);
    }
}
