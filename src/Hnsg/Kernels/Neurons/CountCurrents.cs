using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary>Currents as sums of weights in 16 bits; one of them is worth 2^F units of the membrane.</summary>
/// <param name="counts">Sums, steps × width.</param>
/// <param name="width">Neurons of the block.</param>
/// <param name="fractionBits">F.</param>
internal readonly unsafe struct CountCurrents(short* counts, int width, int fractionBits) : ICurrents
{
    private readonly short* _counts = counts;
    private readonly int _width = width;
    private readonly int _fractionBits = fractionBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load<TLanes>(int step, int lane)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Widen(_counts + step * _width + lane, _fractionBits);
}
