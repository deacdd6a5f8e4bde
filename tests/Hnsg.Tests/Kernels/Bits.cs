using System.Runtime.InteropServices;
using Hnsg.Kernels;
using Xunit;

namespace Hnsg.Tests.Kernels;

/// <summary>Compares numbers bit for bit: −0 is not 0, and a NaN is itself.</summary>
internal static class Bits
{
    public static void Same(AlignedBuffer<float> expected, AlignedBuffer<float> actual, string where = "") =>
        Same(expected.Span, actual.Span, where);

    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string where = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        int same = MemoryMarshal
            .Cast<float, uint>(expected)
            .CommonPrefixLength(MemoryMarshal.Cast<float, uint>(actual));
        if (same < expected.Length)
        {
            Assert.Fail($"element {same} is {actual[same]:R} and not {expected[same]:R} {where}");
        }
    }

    public static void Same<T>(AlignedBuffer<T> expected, AlignedBuffer<T> actual, string where = "")
        where T : unmanaged, IEquatable<T>
    {
        int same = expected.Span.CommonPrefixLength(actual.Span);
        if (same < expected.Length || expected.Length != actual.Length)
        {
            Assert.Fail($"element {same} is {actual.Span[same]} and not {expected.Span[same]} {where}");
        }
    }
}
