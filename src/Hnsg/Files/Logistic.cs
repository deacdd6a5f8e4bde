namespace Hnsg.Files;

/// <summary>The logistic function and the steps of its parameters, in integers that are the same on every machine.</summary>
/// <remarks>
/// A log-odds is an int in units of 2^−24, a probability one in units of 2^−16. Tables are computed by integer
/// arithmetic when first used, never by the platform's exp.
/// </remarks>
internal static class Logistic
{
    /// <summary>Fractional bits of a log-odds.</summary>
    public const int Fraction = 24;

    /// <summary>Log-odds of ±10 and beyond share one probability, about 1/22,000.</summary>
    public const int Limit = 10 << Fraction;

    /// <summary>Information (see <see cref="Step"/>) at most: 4,096 units, so that learning never stops.</summary>
    public const int MostInformation = 1 << 28;

    // 256 entries a unit of log-odds; each holds the value at the middle of its 1/256.
    private const int EntryBits = 8;
    private const int Entries = 2 * 10 << EntryBits;
    private const int MantissaBits = 10;

    private static readonly ushort[] Probabilities = MakeProbabilities();
    private static readonly int[] Reciprocals = MakeReciprocals();

    /// <summary>1 / (1 + e^−x) in 1/65,536, never 0 and never 65,536.</summary>
    public static uint Probability(int logOdds)
    {
        int entry = (logOdds >> (Fraction - EntryBits)) + (Entries / 2);
        return Probabilities[Math.Clamp(entry, 0, Entries - 1)];
    }

    /// <summary>The least log-odds on the table's grid whose probability is at least ones/count.</summary>
    public static int LogOdds(long ones, long count)
    {
        int low = 0;
        int high = Entries - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if ((UInt128)Probabilities[middle] * (ulong)count < (UInt128)(ulong)ones << 16)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return (low - (Entries / 2)) << (Fraction - EntryBits);
    }

    /// <summary>A Newton step: error / information.</summary>
    /// <param name="error">bit − p in 1/65,536.</param>
    /// <param name="information">Σ p(1 − p) over what a parameter has seen, plus its prior's, in 1/65,536; at least 1,024.</param>
    /// <returns>Change of log-odds.</returns>
    /// <remarks>The divisor keeps its 10 leading bits: a table and a multiplication instead of a division.</remarks>
    public static int Step(int error, int information)
    {
        int shift = 32 - MantissaBits - int.LeadingZeroCount(information);
        long reciprocal = Reciprocals[(information >> shift) - (1 << (MantissaBits - 1))];
        return (int)((error * reciprocal) >> (shift + 2));
    }

    // e^−x at x = (i + ½)/256 by repeated multiplication with e^(−1/256), 63 fractional bits.
    private static ushort[] MakeProbabilities()
    {
        const ulong AtFirst = 0x7FC00FFD55AAA223; // e^(−1/512)·2^63
        const ulong EachStep = 0x7F803FEAAFFEEF1C; // e^(−1/256)·2^63
        var table = new ushort[Entries];
        ulong e = AtFirst;
        for (int i = 0; i < Entries / 2; i++)
        {
            UInt128 sum = (1UL << 63) + e;
            ushort p = (ushort)(((UInt128.One << 79) + (sum / 2)) / sum);
            table[(Entries / 2) + i] = p;
            table[(Entries / 2) - 1 - i] = (ushort)(65536 - p);
            e = (ulong)(((UInt128)e * EachStep) >> 63);
        }
        return table;
    }

    // 2^26 / m for m = 512…1023
    private static int[] MakeReciprocals()
    {
        var table = new int[1 << (MantissaBits - 1)];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = (1 << 26) / (i + table.Length);
        }
        return table;
    }
}
