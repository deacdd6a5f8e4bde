using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary><see cref="Networks.ResetKind.Subtract"/>: v = u − θ·s.</summary>
internal readonly struct SubtractReset : IReset
{
    public static bool Fires => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes After<TLanes>(in NeuronConstants it, TLanes u, TLanes level)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IfAbove(u, level, u - it.Threshold<TLanes>(), u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Left<TLanes>(in NeuronConstants it, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => TLanes.IfAbove(z, default, z, z + it.Threshold<TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Late<TLanes>(in NeuronConstants it, TLanes u, TLanes v)
        where TLanes : unmanaged, ILanes<TLanes> => u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Back<TLanes>(in NeuronConstants it, TLanes later, TLanes z, TLanes slope)
        where TLanes : unmanaged, IRealLanes<TLanes>
    {
        TLanes through = it.Decay(later);
        return it.Attached ? through * (TLanes.Create(1, 1) - it.Threshold<TLanes>() * slope) : through;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Taken<TLanes>(in NeuronConstants it, TLanes later, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => TLanes.IfAbove(z, default, it.Decay(later), default);
}
