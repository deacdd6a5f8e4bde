using Hnsg.Randomness;

namespace Hnsg.Data.Digits;

/// <summary>The random numbers of one drawn digit, one after the other.</summary>
/// <remarks>Only + − × and the square root are used, so the numbers are the same on every machine.</remarks>
/// <param name="key">The key of the sample.</param>
internal struct DigitRandom(RandomKey key)
{
    private uint _next;

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * key.Uniform(0, _next++);

    /// <summary>Close to normal: the sum of four uniform numbers, so never beyond 3.5 deviations.</summary>
    public double Normal(double mean, double deviation)
    {
        double sum = Between(-1, 1) + Between(-1, 1);
        sum += Between(-1, 1) + Between(-1, 1);
        return mean + deviation * sum * HalfRootThree;
    }

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Between(0, 1) < probability;

    /// <summary>An integer in [0, bound).</summary>
    public int Below(int bound) => (int)key.Below(0, _next++, (uint)bound);

    // Four numbers uniform in ±1 have a variance of 4/3 together.
    private const double HalfRootThree = 0.8660254037844386;
}
