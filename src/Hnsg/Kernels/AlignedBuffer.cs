using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hnsg.Kernels;

/// <summary>Memory outside the collected heap, aligned to a cache line and a 512-bit vector, zero at first.</summary>
internal sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const nuint Alignment = 64;

    private T* _pointer;

    /// <summary>Allocates <paramref name="length"/> zeros; one vector more than asked for may be read past the end.</summary>
    public AlignedBuffer(long length)
    {
        Length = length;
        nuint bytes = (nuint)length * (nuint)sizeof(T) + Alignment;
        _pointer = (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    ~AlignedBuffer() => Free();

    public long Length { get; }

    public T* Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _pointer;
    }

    public Span<T> Span => new(_pointer, checked((int)Length));

    public void Clear() => NativeMemory.Clear(_pointer, (nuint)Length * (nuint)sizeof(T));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointer != null)
        {
            NativeMemory.AlignedFree(_pointer);
            _pointer = null;
            GC.RemoveMemoryPressure((long)((nuint)Length * (nuint)sizeof(T) + Alignment));
        }
    }
}
