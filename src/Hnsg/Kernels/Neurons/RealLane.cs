namespace Hnsg.Kernels.Neurons;

/// <summary>One float32.</summary>
internal readonly unsafe struct RealLane(float value) : IRealLanes<RealLane>
{
    private readonly float _value = value;

    public static int Count => 1;

    public static RealLane operator +(RealLane a, RealLane b) => new(a._value + b._value);

    public static RealLane operator -(RealLane a, RealLane b) => new(a._value - b._value);

    public static RealLane operator *(RealLane a, RealLane b) => new(a._value * b._value);

    public static RealLane Create(int integer, float real) => new(real);

    public static RealLane Decay(RealLane x, int shift, float factor) => new(factor * x._value);

    public static RealLane IfAbove(RealLane x, RealLane level, RealLane above, RealLane otherwise) =>
        x._value > level._value ? above : otherwise;

    public static ulong Above(RealLane x, RealLane level) => x._value > level._value ? 1UL : 0;

    public static void StoreReal(RealLane x, float unit, float* target) => *target = x._value;

    public static RealLane Load(void* source, long at) => new(((float*)source)[at]);

    public static RealLane Widen(short* source, int bits) => new(*source << bits);

    public static void Store(RealLane x, void* target, long at) => ((float*)target)[at] = x._value;
}
