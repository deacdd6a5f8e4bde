using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Neurons;

/// <summary>16 integers.</summary>
internal readonly unsafe struct IntegerLanes(Vector512<int> value) : ILanes<IntegerLanes>
{
    private readonly Vector512<int> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes operator +(IntegerLanes a, IntegerLanes b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes operator -(IntegerLanes a, IntegerLanes b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes Create(int integer, float real) => new(Vector512.Create(integer));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes Decay(IntegerLanes x, int shift, float factor) => new(x._value - (x._value >> shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes IfAbove(
        IntegerLanes x,
        IntegerLanes level,
        IntegerLanes above,
        IntegerLanes otherwise
    ) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(x._value, level._value), above._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(IntegerLanes x, IntegerLanes level) =>
        Vector512.GreaterThan(x._value, level._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreReal(IntegerLanes x, float unit, float* target) =>
        (Vector512.ConvertToSingle(x._value) * Vector512.Create(unit)).Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes Load(void* source, long at) => new(Vector512.Load((int*)source + at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes Widen(short* source, int bits) =>
        new(Widening.ToInt32(Vector256.LoadAligned(source)) << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(IntegerLanes x, void* target, long at) => x._value.Store((int*)target + at);
}
