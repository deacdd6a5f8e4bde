using System.Runtime.Intrinsics;

namespace Hnsg.Shared;

/// <summary>Elementary functions of +, −, ×, ÷ alone: the same bits on every machine, unlike the platform's libm.</summary>
/// <remarks>Correct to a few units in the last place of a double over the ranges stated.</remarks>
internal static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;

    /// <summary>e^x; 0 below −708 and e^708 above 708, so never infinite.</summary>
    public static double Exp(double x)
    {
        if (x < -708)
        {
            return 0;
        }
        x = Math.Min(x, 708);
        double n = Math.Floor(x * InverseLn2 + 0.5);
        double r = (x - n * Ln2High) - n * Ln2Low;
        // Taylor series on |r| ≤ ln 2 / 2: the 14th term is below 2^−53 of the sum.
        double sum = 1;
        for (int k = 14; k >= 1; k--)
        {
            sum = 1 + sum * r / k;
        }
        return sum * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>e^x of eight numbers, with the bits of <see cref="Exp(double)"/>.</summary>
    /// <param name="x">Numbers.</param>
    public static Vector512<double> Exp(Vector512<double> x)
    {
        var limit = Vector512.Create(708.0);
        Vector512<double> tooSmall = Vector512.LessThan(x, -limit);
        x = Vector512.ConditionalSelect(tooSmall, Vector512<double>.Zero, Vector512.Min(x, limit));
        Vector512<double> n = Vector512.Floor(x * Vector512.Create(InverseLn2) + Vector512.Create(0.5));
        Vector512<double> r = (x - n * Vector512.Create(Ln2High)) - n * Vector512.Create(Ln2Low);
        Vector512<double> sum = Vector512<double>.One;
        for (int k = 14; k >= 1; k--)
        {
            sum = Vector512<double>.One + sum * r / Vector512.Create((double)k);
        }
        Vector512<long> power = (Vector512.ConvertToInt64(n) + Vector512.Create(1023L)) << 52;
        return Vector512.ConditionalSelect(tooSmall, Vector512<double>.Zero, sum * power.AsDouble());
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }
        // ln m = 2·artanh(z), z = (m − 1)/(m + 1), |z| ≤ 0.1716.
        double z = (mantissa - 1) / (mantissa + 1);
        double z2 = z * z;
        double sum = 0;
        for (int k = 21; k >= 1; k -= 2)
        {
            sum = sum * z2 + 1.0 / k;
        }
        return exponent * Ln2High + (exponent * Ln2Low + 2 * z * sum);
    }

    /// <summary>cos(π·x) for x in [0, 1]: all that a cosine schedule needs.</summary>
    public static double CosPi(double x)
    {
        if (x > 0.5)
        {
            return -CosPi(1 - x);
        }
        double y = Math.PI * x;
        double y2 = y * y;
        double sum = 1;
        for (int k = 20; k >= 2; k -= 2)
        {
            sum = 1 - sum * y2 / (k * (k - 1.0));
        }
        return sum;
    }
}
