using Hnsg.Randomness;

namespace Hnsg.Sweeps.Plans;

/// <summary>An option whose values are drawn: one range, or one for each layer.</summary>
/// <param name="Option">The option.</param>
/// <param name="Line">Line in the plan.</param>
/// <param name="Ranges">The ranges; their values are joined by commas.</param>
internal sealed record RandomAxis(string Option, int Line, IReadOnlyList<ValueRange> Ranges)
{
    /// <summary>The value of a draw, as it is typed.</summary>
    public string Draw(ulong seed, int draw)
    {
        RandomKey key = new RandomKey(seed).Derive(RandomStream.Sweeps, Hash(Option));
        return string.Join(',', Ranges.Select((range, layer) => range.Draw(key, layer, draw)));
    }

    /// <summary>The values at an end of all ranges.</summary>
    /// <param name="u">0, or a number just below 1.</param>
    public string End(double u) => string.Join(',', Ranges.Select(range => range.At(u)));

    // FNV-1a: values of one option stay as they are when another is added to the plan.
    private static uint Hash(string name) =>
        System.Text.Encoding.UTF8.GetBytes(name).Aggregate(2166136261, (hash, b) => (hash ^ b) * 16777619);
}
