using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Neurons;

/// <summary>16 numbers in float32.</summary>
internal readonly unsafe struct RealLanes(Vector512<float> value) : IRealLanes<RealLanes>
{
    private readonly Vector512<float> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes operator +(RealLanes a, RealLanes b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes operator -(RealLanes a, RealLanes b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes operator *(RealLanes a, RealLanes b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes Create(int integer, float real) => new(Vector512.Create(real));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes Decay(RealLanes x, int shift, float factor) => new(Vector512.Create(factor) * x._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes IfAbove(RealLanes x, RealLanes level, RealLanes above, RealLanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(x._value, level._value), above._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(RealLanes x, RealLanes level) =>
        Vector512.GreaterThan(x._value, level._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreReal(RealLanes x, float unit, float* target) => x._value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes Load(void* source, long at) => new(Vector512.Load((float*)source + at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealLanes Widen(short* source, int bits) =>
        new(Vector512.ConvertToSingle(Widening.ToInt32(Vector256.LoadAligned(source)) << bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(RealLanes x, void* target, long at) => x._value.Store((float*)target + at);
}
