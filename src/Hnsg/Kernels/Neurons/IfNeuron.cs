using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary>Integrate-and-fire: a LIF neuron whose membrane does not decay (β = 1).</summary>
internal readonly struct IfNeuron : INeuron
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
        TLanes u = TReset.Late(it, v + current, v);
        level = it.Threshold<TLanes>();
        v = TReset.After(it, u, level);
        return u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Back<TLanes, TReset>(
        in NeuronConstants it,
        in BackStep<TLanes> step,
        ref TLanes du,
        ref TLanes da
    )
        where TLanes : unmanaged, IRealLanes<TLanes>
        where TReset : IReset => LifNeuron.Back<TLanes, TReset>(it, step, ref du, ref da);
}
