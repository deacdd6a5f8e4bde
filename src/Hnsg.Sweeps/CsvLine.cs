using System.Globalization;
using System.Text;

namespace Hnsg.Sweeps;

/// <summary>A line of a CSV file (RFC 4180, but for the line's end).</summary>
internal static class CsvLine
{
    /// <summary>Appends a line; numbers as exact as they are held.</summary>
    public static void Append(StringBuilder text, IEnumerable<object?> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append('\n');

    private static string Cell(object? value)
    {
        string text = value switch
        {
            null => "",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        return text.AsSpan().IndexOfAny(",\"\n\r") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
