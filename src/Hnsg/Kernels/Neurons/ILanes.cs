namespace Hnsg.Kernels.Neurons;

/// <summary>What neurons compute with: one number or 16 side by side, in integers or in float32.</summary>
/// <remarks>A neuron is written once over these; scalar twin, vectors, training and inference are instances of it.</remarks>
internal interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Neurons side by side: 1 or 16.</summary>
    static abstract int Count { get; }

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The same number in every lane: the first where lanes are integers, else the second.</summary>
    static abstract TSelf Create(int integer, float real);

    /// <summary>What is left of x a step later: x − (x &gt;&gt; shift) with an arithmetic shift, or factor · x.</summary>
    static abstract TSelf Decay(TSelf x, int shift, float factor);

    /// <summary>In each lane one value where x &gt; level, else another.</summary>
    static abstract TSelf IfAbove(TSelf x, TSelf level, TSelf above, TSelf otherwise);

    /// <summary>Bit i says whether x &gt; level in lane i.</summary>
    static abstract ulong Above(TSelf x, TSelf level);

    /// <summary>x · unit in float32.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="unit">Real value of one, where lanes are integers; real numbers are stored as they are.</param>
    /// <param name="target">As many floats as there are lanes.</param>
    static abstract unsafe void StoreReal(TSelf x, float unit, float* target);

    /// <summary>Reads lanes from 32-bit numbers.</summary>
    static abstract unsafe TSelf Load(void* source, long at);

    /// <summary>Reads lanes from 16-bit numbers, each times 2^<paramref name="bits"/>.</summary>
    static abstract unsafe TSelf Widen(short* source, int bits);

    /// <summary>Writes lanes.</summary>
    static abstract unsafe void Store(TSelf x, void* target, long at);
}
