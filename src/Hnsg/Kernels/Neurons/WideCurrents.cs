using System.Runtime.CompilerServices;

namespace Hnsg.Kernels.Neurons;

/// <summary>Currents of 32 bits, in units of the membrane.</summary>
/// <param name="current">The first step's.</param>
/// <param name="stride">Elements from one step to the next; 0 where the current is constant.</param>
internal readonly unsafe struct WideCurrents(int* current, int stride) : ICurrents
{
    private readonly int* _current = current;
    private readonly int _stride = stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load<TLanes>(int step, int lane)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Load(_current, step * _stride + lane);
}
