using Hnsg.Shared;

namespace Hnsg.Cli.Terminal;

/// <summary>A line of several parts, of which it shows as many as it has room for.</summary>
internal static class LineParts
{
    private const string Between = "  ";

    /// <summary>The parts that fit, from the first on; of the first alone as much as fits.</summary>
    /// <param name="parts">What the line says, most important first.</param>
    /// <param name="width">Columns that there are; null for any number.</param>
    public static string Fitting(IReadOnlyList<string> parts, int? width)
    {
        string[] shown = [.. parts.Where(part => part.Length > 0).Select(part => ControlText.Shown(part))];
        if (width is not { } room || shown.Length == 0)
        {
            return string.Join(Between, shown);
        }
        string line = CellWidth.Of(shown[0]) > room ? WordWrap.Lines(shown[0], room - 1)[0] + "…" : shown[0];
        foreach (string part in shown.Skip(1))
        {
            if (CellWidth.Of(line) + Between.Length + CellWidth.Of(part) > room)
            {
                break;
            }
            line += Between + part;
        }
        return line;
    }
}
