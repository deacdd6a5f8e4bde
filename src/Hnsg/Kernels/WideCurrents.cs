using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>Currents of 32 bits, in units of the membrane.</summary>
/// <param name="current">The first step's, aligned to a vector.</param>
/// <param name="stride">Elements from one step to the next; 0 where the current is constant.</param>
internal readonly unsafe struct WideCurrents(int* current, int stride) : ICurrents
{
    private readonly int* _current = current;
    private readonly int _stride = stride;

    /// <summary>The first step's.</summary>
    public int* Pointer => _current;

    /// <summary>Elements from one step to the next.</summary>
    public int Stride => _stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Load(int step, int lane) => Vector512.LoadAligned(_current + step * _stride + lane);

    public int At(int step, int lane) => _current[step * _stride + lane];
}
