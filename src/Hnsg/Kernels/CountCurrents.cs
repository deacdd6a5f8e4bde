using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

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
    public Vector512<int> Load(int step, int lane)
    {
        return Widening.ToInt32(Vector256.LoadAligned(_counts + step * _width + lane)) << _fractionBits;
    }

    public int At(int step, int lane) => _counts[step * _width + lane] << _fractionBits;
}
