using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        Vector256<short> counts = Vector256.LoadAligned(_counts + step * _width + lane);
        // The general form takes four instructions where there is one.
        Vector512<int> wide = Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Int32(counts)
            : Vector512.Create(Vector256.WidenLower(counts), Vector256.WidenUpper(counts));
        return wide << _fractionBits;
    }

    public int At(int step, int lane) => _counts[step * _width + lane] << _fractionBits;
}
