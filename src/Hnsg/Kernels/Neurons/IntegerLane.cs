namespace Hnsg.Kernels.Neurons;

/// <summary>One integer.</summary>
internal readonly unsafe struct IntegerLane(int value) : ILanes<IntegerLane>
{
    private readonly int _value = value;

    public static int Count => 1;

    public static IntegerLane operator +(IntegerLane a, IntegerLane b) => new(a._value + b._value);

    public static IntegerLane operator -(IntegerLane a, IntegerLane b) => new(a._value - b._value);

    public static IntegerLane Create(int integer, float real) => new(integer);

    public static IntegerLane Decay(IntegerLane x, int shift, float factor) => new(x._value - (x._value >> shift));

    public static IntegerLane IfAbove(IntegerLane x, IntegerLane level, IntegerLane above, IntegerLane otherwise) =>
        x._value > level._value ? above : otherwise;

    public static ulong Above(IntegerLane x, IntegerLane level) => x._value > level._value ? 1UL : 0;

    public static void StoreReal(IntegerLane x, float unit, float* target) => *target = x._value * unit;

    public static IntegerLane Load(void* source, long at) => new(((int*)source)[at]);

    public static IntegerLane Widen(short* source, int bits) => new(*source << bits);

    public static void Store(IntegerLane x, void* target, long at) => ((int*)target)[at] = x._value;
}
