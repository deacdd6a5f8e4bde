using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Shared;
using Xunit;

namespace Hnsg.Tests.Kernels;

public class PortableMathTests
{
    private const double Relative = 2e-15;

    [Fact]
    public void Exp_is_right_to_a_few_units_in_the_last_place()
    {
        for (double x = -707.9; x <= 707.9; x += 0.0317)
        {
            Assert.InRange(PortableMath.Exp(x) / Math.Exp(x), 1 - Relative, 1 + Relative);
        }
    }

    [Fact]
    public void Eight_at_once_have_the_same_bits()
    {
        double[] ends = [double.NegativeInfinity, -709, -708, 708, 1e9, 0, -0.0, 1];
        Check(ends);
        for (double x = -707.9; x <= 707.9; x += 8 * 0.317)
        {
            Check([.. Enumerable.Range(0, 8).Select(i => x + (i * 0.317))]);
        }

        static void Check(double[] x)
        {
            Vector512<double> actual = PortableMath.Exp(Vector512.Create(x));
            for (int i = 0; i < 8; i++)
            {
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(PortableMath.Exp(x[i])),
                    BitConverter.DoubleToInt64Bits(actual[i])
                );
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-709, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    public void The_ends_of_exp_are_exact(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Fact]
    public void Exp_is_never_infinite() => Assert.Equal(PortableMath.Exp(708), PortableMath.Exp(1e9));

    [Fact]
    public void Log_is_right_to_a_few_units_in_the_last_place()
    {
        for (double x = 1e-300; x < 1e300; x *= 1.0317)
        {
            Assert.InRange(PortableMath.Log(x) / Math.Log(x), 1 - Relative, 1 + Relative);
        }
        for (double x = 0.5; x < 2; x += 0.00123)
        {
            Assert.Equal(Math.Log(x), PortableMath.Log(x), Relative * Math.Abs(Math.Log(x)) + 1e-300);
        }
    }

    [Fact]
    public void Log_of_one_is_zero() => Assert.Equal(0, PortableMath.Log(1));

    // Absolute: near ½, where the cosine is 0, the argument's own rounding already is 10^−16.
    [Fact]
    public void CosPi_is_right_to_1e_15()
    {
        for (double x = 0; x <= 1; x += 0.00037)
        {
            Assert.Equal(Math.Cos(Math.PI * x), PortableMath.CosPi(x), 1e-15);
        }
        Assert.Equal((1.0, -1.0), (PortableMath.CosPi(0), PortableMath.CosPi(1)));
    }
}
