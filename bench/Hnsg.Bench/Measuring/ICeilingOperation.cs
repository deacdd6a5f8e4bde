using System.Runtime.Intrinsics;

namespace Hnsg.Bench.Measuring;

/// <summary>An operation on floats whose rate is measured.</summary>
internal interface ICeilingOperation
{
    static abstract Vector512<float> Run(Vector512<float> value, Vector512<float> other);
}
