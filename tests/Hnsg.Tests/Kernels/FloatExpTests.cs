using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Xunit;

namespace Hnsg.Tests.Kernels;

public class FloatExpTests
{
    [Fact]
    public void It_is_right_to_a_millionth()
    {
        for (float x = -87; x <= 0; x += 0.00137f)
        {
            double exact = Math.Exp(x);
            Assert.Equal(exact, FloatExp.Of(x), 1e-6 * exact);
        }
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-1e-45f, 1f)]
    [InlineData(-87.01f, 0f)]
    [InlineData(-1e4f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    public void The_ends_are_exact(float x, float expected) => Assert.Equal(expected, FloatExp.Of(x));

    [Fact]
    public void Every_lane_gives_the_bits_of_the_scalar_form()
    {
        float[] special = [0, -0f, -1e-45f, -1e-30f, -0.34657359f, -86.99999f, -87, -87.00001f, -1e4f, float.MinValue];
        float[] x = [.. special, .. Enumerable.Range(0, 16 * 1000).Select(i => -0.006f * i)];
        for (int i = 0; i + 16 <= x.Length; i += 16)
        {
            var lanes = new float[16];
            FloatExp.Of(Vector512.Create(x.AsSpan(i, 16))).CopyTo(lanes);
            Bits.Same(x.AsSpan(i, 16).ToArray().Select(FloatExp.Of).ToArray(), lanes);
        }
    }
}
