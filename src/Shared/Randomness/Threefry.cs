using System.Numerics;

namespace Hnsg.Randomness;

/// <summary>Threefry-2x32 with 20 rounds: a counter and a key in, 64 random bits out.</summary>
/// <remarks>
/// Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. The same function that JAX
/// uses by default. It has no state, so a number depends only on its name, not on order, thread or machine.
/// </remarks>
internal static class Threefry
{
    /// <summary>The key schedule's parity constant.</summary>
    internal const uint Parity = 0x1BD11BDA;

    /// <summary>The random block for a counter and a key.</summary>
    /// <returns>Both words; all 2^64 counters of one key give different blocks.</returns>
    public static (uint X0, uint X1) Block(uint key0, uint key1, uint counter0, uint counter1)
    {
        uint key2 = Parity ^ key0 ^ key1;
        uint x0 = counter0 + key0;
        uint x1 = counter1 + key1;
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key1;
        x1 += key2 + 1;
        FourRounds(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key2;
        x1 += key0 + 2;
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key0;
        x1 += key1 + 3;
        FourRounds(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key1;
        x1 += key2 + 4;
        FourRounds(ref x0, ref x1, 13, 15, 26, 6);
        return (x0 + key2, x1 + key0 + 5);
    }

    private static void FourRounds(ref uint x0, ref uint x1, int r0, int r1, int r2, int r3)
    {
        Round(ref x0, ref x1, r0);
        Round(ref x0, ref x1, r1);
        Round(ref x0, ref x1, r2);
        Round(ref x0, ref x1, r3);
    }

    private static void Round(ref uint x0, ref uint x1, int rotation)
    {
        x0 += x1;
        x1 = BitOperations.RotateLeft(x1, rotation) ^ x0;
    }
}
