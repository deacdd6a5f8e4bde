using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary><see cref="Networks.ResetKind.DelayedSubtract"/>: u[t] = decay(u[t−1]) + I[t] − θ·s[t−1].</summary>
/// <remarks>What is still to come needs no memory of its own: the membrane before it is above the threshold.</remarks>
internal readonly struct DelayedSubtractReset : IReset
{
    public static bool Fires => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes After<TLanes>(in NeuronConstants it, TLanes u, TLanes level)
        where TLanes : unmanaged, ILanes<TLanes> => u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Left<TLanes>(in NeuronConstants it, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => z + it.Threshold<TLanes>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Late<TLanes>(in NeuronConstants it, TLanes u, TLanes v)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes threshold = it.Threshold<TLanes>();
        return TLanes.IfAbove(v, threshold, u - threshold, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Back<TLanes>(in NeuronConstants it, TLanes later, TLanes z, TLanes slope)
        where TLanes : unmanaged, IRealLanes<TLanes> =>
        it.Attached ? (TLanes.Create(0, it.Beta) - it.Threshold<TLanes>() * slope) * later : it.Decay(later);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Taken<TLanes>(in NeuronConstants it, TLanes later, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => TLanes.IfAbove(z, default, later, default);
}
