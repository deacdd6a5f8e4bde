using System.Numerics;

namespace Hnsg.Engine;

/// <summary>The class that a network gives.</summary>
internal static class Decision
{
    /// <summary>The class: most votes, then the higher membrane, then the lower index.</summary>
    /// <param name="votes">Output spikes of each class.</param>
    /// <param name="membranes">The last membrane of each class.</param>
    public static int Of<T>(ReadOnlySpan<int> votes, ReadOnlySpan<T> membranes)
        where T : INumber<T>
    {
        int best = 0;
        for (int c = 1; c < votes.Length; c++)
        {
            if (votes[c] > votes[best] || (votes[c] == votes[best] && membranes[c] > membranes[best]))
            {
                best = c;
            }
        }
        return best;
    }

    /// <summary>By how many votes a class leads before the best of the others; 0 for no lead.</summary>
    public static int Lead(ReadOnlySpan<int> votes, int best)
    {
        int second = 0;
        for (int c = 0; c < votes.Length; c++)
        {
            second = c == best ? second : Math.Max(second, votes[c]);
        }
        return votes[best] - second;
    }
}
