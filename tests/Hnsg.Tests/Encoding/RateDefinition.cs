using Hnsg.Randomness;

namespace Hnsg.Tests.Encoding;

/// <summary>Which pixels of a rate-coded sample spike when, straight from the documentation and Threefry.</summary>
internal static class RateDefinition
{
    public static bool Spikes(RandomKey key, uint sample, int pixel, byte value, int steps, int t)
    {
        uint block = (uint)(pixel * ((steps + 7) / 8) + t / 8);
        (uint low, uint high) = Threefry.Block((uint)key.Seed, (uint)(key.Seed >> 32), block, sample);
        uint word = t % 8 < 4 ? low : high;
        return (word >> (t % 4 * 8) & 0xFF) < value;
    }
}
