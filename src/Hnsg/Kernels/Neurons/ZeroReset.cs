using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary><see cref="Networks.ResetKind.Zero"/>: v = u·(1 − s).</summary>
internal readonly struct ZeroReset : IReset
{
    public static bool Fires => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes After<TLanes>(in NeuronConstants it, TLanes u, TLanes level)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IfAbove(u, level, default, u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Left<TLanes>(in NeuronConstants it, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => TLanes.IfAbove(z, default, default, z + it.Threshold<TLanes>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Late<TLanes>(in NeuronConstants it, TLanes u, TLanes v)
        where TLanes : unmanaged, ILanes<TLanes> => u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Back<TLanes>(in NeuronConstants it, TLanes later, TLanes z, TLanes slope)
        where TLanes : unmanaged, IRealLanes<TLanes>
    {
        TLanes stays = TLanes.IfAbove(z, default, default, TLanes.Create(1, 1));
        return it.Decay(later) * (it.Attached ? stays - (z + it.Threshold<TLanes>()) * slope : stays);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Taken<TLanes>(in NeuronConstants it, TLanes later, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => default;
}
