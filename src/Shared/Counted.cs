using System.Globalization;

namespace Hnsg;

/// <summary>A count with its noun, as people write it: 1 epoch, 2 epochs, 10,000 samples.</summary>
internal static class Counted
{
    /// <summary>Writes a count with its noun, independently of the culture.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">The noun in the singular; its plural must be formed with an s.</param>
    public static string Of(long count, string noun)
    {
        ArgumentNullException.ThrowIfNull(noun);
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
    }
}
