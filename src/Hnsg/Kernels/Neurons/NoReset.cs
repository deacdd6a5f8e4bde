using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary><see cref="Networks.ResetKind.None"/>: v = u, and never a spike.</summary>
internal readonly struct NoReset : IReset
{
    public static bool Fires => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes After<TLanes>(in NeuronConstants it, TLanes u, TLanes level)
        where TLanes : unmanaged, ILanes<TLanes> => u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Left<TLanes>(in NeuronConstants it, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => z + it.Threshold<TLanes>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Late<TLanes>(in NeuronConstants it, TLanes u, TLanes v)
        where TLanes : unmanaged, ILanes<TLanes> => u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Back<TLanes>(in NeuronConstants it, TLanes later, TLanes z, TLanes slope)
        where TLanes : unmanaged, IRealLanes<TLanes> => it.Decay(later);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Taken<TLanes>(in NeuronConstants it, TLanes later, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes> => default;
}
