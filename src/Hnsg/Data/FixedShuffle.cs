using Hnsg.Randomness;

namespace Hnsg.Data;

/// <summary>A shuffle that is the same on every machine.</summary>
internal static class FixedShuffle
{
    /// <summary>Fisher and Yates, with the random numbers of stream 0 of the key.</summary>
    public static void Apply<T>(RandomKey key, Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)key.Below(0, (uint)i, (uint)i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
