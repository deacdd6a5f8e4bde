using Hnsg.Networks;

namespace Hnsg.Export.C;

/// <summary>A mask as the distances between its kept connections, in Rice code.</summary>
/// <remarks>
/// The number of dropped connections before each kept one is written as its multiple of 2^r in unary (that many ones,
/// then a zero) and its r low bits, the lowest first. A decoder is a dozen lines and needs no memory, which the mask
/// coder of the model file, though a third shorter, does.
/// </remarks>
internal sealed class GapCode
{
    private const int MostLowBits = 16;

    private GapCode(int lowBits, BitWords code) => (LowBits, Words) = (lowBits, code.Words);

    /// <summary>r.</summary>
    public int LowBits { get; }

    /// <summary>The code.</summary>
    public IReadOnlyList<uint> Words { get; }

    /// <summary>Codes a mask with the r that makes it shortest.</summary>
    public static GapCode Of(Mask mask)
    {
        List<long> gaps = Gaps(mask);
        int best = Enumerable.Range(0, MostLowBits + 1).MinBy(r => gaps.Sum(gap => (gap >> r) + 1 + r));
        var code = new BitWords();
        foreach (long gap in gaps)
        {
            for (long ones = gap >> best; ones > 0; ones--)
            {
                code.Add(true);
            }
            code.Add(false);
            code.Add((uint)gap, best);
        }
        // A decoder looks at the word before it knows that it needs no low bits of it.
        if (code.Count % 32 == 0)
        {
            code.Add(false);
        }
        return new GapCode(best, code);
    }

    private static List<long> Gaps(Mask mask)
    {
        var gaps = new List<long>();
        long next = 0;
        for (long index = 0; index < mask.Connections; index++)
        {
            if (mask[index])
            {
                gaps.Add(index - next);
                next = index + 1;
            }
        }
        return gaps;
    }
}
