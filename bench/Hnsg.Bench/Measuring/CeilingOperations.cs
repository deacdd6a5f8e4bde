using System.Runtime.Intrinsics;

namespace Hnsg.Bench.Measuring;

/// <summary>The operations whose rate is measured.</summary>
internal static class CeilingOperations
{
    public readonly struct Add : ICeilingOperation
    {
        public static Vector512<float> Run(Vector512<float> value, Vector512<float> other) => value + other;
    }

    public readonly struct AddWhole : ICeilingOperation
    {
        public static Vector512<float> Run(Vector512<float> value, Vector512<float> other) =>
            (value.AsInt32() + other.AsInt32()).AsSingle();
    }

    public readonly struct Multiply : ICeilingOperation
    {
        public static Vector512<float> Run(Vector512<float> value, Vector512<float> other) => value * other;
    }

    // The other way round, so that the quotients stay where they are and no denormal slows them down.
    public readonly struct Divide : ICeilingOperation
    {
        public static Vector512<float> Run(Vector512<float> value, Vector512<float> other) => other / value;
    }

    public readonly struct Root : ICeilingOperation
    {
        public static Vector512<float> Run(Vector512<float> value, Vector512<float> other) => Vector512.Sqrt(value);
    }
}
