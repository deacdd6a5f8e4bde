using System.Globalization;
using System.Text;

namespace Hnsg.Cli.Tests.Housing;

/// <summary>The picture of the house in ARCHITECTURE.md, drawn from the data of the test, so that it cannot lie.</summary>
internal static class FloorsPicture
{
    private const int Width = 900;
    private const int LabelWidth = 150;
    private const int Row = 30;
    private const int Gap = 6;

    /// <summary>The picture as SVG; the ground is at the bottom.</summary>
    public static string Draw(IReadOnlyList<(string Name, IReadOnlyList<string> Rooms)> floors)
    {
        var body = new StringBuilder();
        int y = Gap;
        foreach ((string name, IReadOnlyList<string> rooms) in floors.Reverse())
        {
            int x = LabelWidth;
            int top = y;
            y += Gap;
            foreach (string room in rooms)
            {
                string text = room == "Hnsg" ? "(root)" : room["Hnsg.".Length..];
                int width = 16 + 7 * text.Length;
                if (x + width + Gap > Width)
                {
                    x = LabelWidth;
                    y += Row + Gap;
                }
                body.Append(
                    CultureInfo.InvariantCulture,
                    $"""<rect x="{x}" y="{y}" width="{width}" height="{Row}" rx="4" fill="#dbe7f5" stroke="#5b7fa6"/>"""
                );
                body.Append(
                    CultureInfo.InvariantCulture,
                    $"""<text x="{x + width / 2}" y="{y + 20}" text-anchor="middle">{text}</text>"""
                );
                body.Append('\n');
                x += width + Gap;
            }
            y += Row + Gap;
            body.Append(
                CultureInfo.InvariantCulture,
                $"""<text x="{Gap}" y="{(top + y) / 2 + 5}" font-weight="bold">{name}</text>"""
            );
            body.Append(
                CultureInfo.InvariantCulture,
                $"""<line x1="{Gap}" y1="{y}" x2="{Width - Gap}" y2="{y}" stroke="#999"/>"""
            );
            body.Append('\n');
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y
                + Gap}" font-family="sans-serif" font-size="13">
            <rect width="{Width}" height="{y + Gap}" fill="#fff"/>
            {body}</svg>

            """
        );
    }
}
