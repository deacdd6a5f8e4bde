using System.Globalization;

namespace Hnsg.Sweeps;

/// <summary>A part of a sweep, for several machines: every N-th choice.</summary>
/// <param name="Index">Which part, in 1…<paramref name="Count"/>.</param>
/// <param name="Count">Number of parts, at least 1.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>All of it.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>2/8</c>.</summary>
    /// <exception cref="OptionException">The text is not of this form.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? new Shard(index, count).Check()
            : throw Wrong(text);
    }

    /// <summary>Makes sure that there is such a part.</summary>
    /// <exception cref="OptionException">There is not.</exception>
    internal Shard Check() =>
        Index >= 1 && Index <= Count && Count <= 10_000
            ? this
            : throw Wrong(FormattableString.Invariant($"{Index}/{Count}"));

    private static OptionException Wrong(string text) =>
        new("shard", $"'{text}' is not I/N with I in 1…N and N up to 10,000, such as 2/8");

    /// <summary>Whether the choice with this number, the first is 0, belongs to the part.</summary>
    internal bool Has(int choice) => choice % Count == Index - 1;
}
