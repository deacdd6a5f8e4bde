using System.Globalization;
using System.Security;
using System.Text;

namespace Hnsg.Plots.Drawing;

/// <summary>Draws as SVG: one path for everything of one colour, text as text, and the same bytes on every machine.</summary>
/// <param name="theme">Light or dark; null to leave it to the style sheet of the page that the figure is put in.</param>
internal sealed class SvgCanvas(FigureTheme? theme) : FigureCanvas
{
    /// <summary>What stands in for a font that a viewer does not have: Verdana has nearly the same widths.</summary>
    public const string Fonts = "DejaVu Sans, Verdana, sans-serif";

    private readonly StringBuilder _body = new();

    /// <summary>The whole figure.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="title">What it shows, for readers who cannot see it.</param>
    public string Whole(double width, double height, string title)
    {
        string background = theme is null
            ? ""
            : $"<path fill=\"{Color(Hue.Background)}\" d=\"M0 0H{N(width)}V{N(height)}H0z\"/>\n";
        string size = theme is null ? "" : $" width=\"{N(width)}\" height=\"{N(height)}\"";
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\"{size} viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" "
            + $"font-family=\"{Fonts}\">\n<title>{Escape(title)}</title>\n{background}{_body}</svg>\n";
    }

    public override void Rects(IReadOnlyCollection<Box> boxes, Tint fill)
    {
        if (boxes.Count == 0)
        {
            return;
        }
        _body.Append("<path shape-rendering=\"crispEdges\"").Append(Fill(fill)).Append(" d=\"");
        foreach (Box box in boxes)
        {
            string width = N(box.Width);
            _body.Append($"M{N(box.Left)} {N(box.Top)}h{width}v{N(box.Height)}h{Minus(width)}z");
        }
        _body.Append("\"/>\n");
    }

    public override void Frame(Box box, Tint stroke) =>
        _body.Append(
            $"<rect fill=\"none\"{Stroke(stroke, 1)} x=\"{N(box.Left)}\" y=\"{N(box.Top)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\"/>\n"
        );

    public override void Lines(
        IReadOnlyCollection<IReadOnlyList<(double X, double Y)>> lines,
        Tint stroke,
        double width = 1,
        bool dashed = false
    )
    {
        if (lines.Count == 0)
        {
            return;
        }
        string dash = dashed ? " stroke-dasharray=\"5 4\"" : " stroke-linejoin=\"round\"";
        _body.Append($"<path fill=\"none\"{Stroke(stroke, width)}{dash} d=\"");
        foreach (IReadOnlyList<(double X, double Y)> line in lines)
        {
            AppendPoints(line);
        }
        _body.Append("\"/>\n");
    }

    public override void Area(IReadOnlyList<(double X, double Y)> points, Tint fill)
    {
        _body.Append("<path").Append(Fill(fill)).Append(" d=\"");
        AppendPoints(points);
        _body.Append("z\"/>\n");
    }

    // A line of no length with round ends is a dot, in far fewer bytes than a circle.
    public override void Dots(IReadOnlyCollection<(double X, double Y)> centres, double radius, Tint fill)
    {
        if (centres.Count == 0)
        {
            return;
        }
        _body.Append($"<path fill=\"none\" stroke-linecap=\"round\"{Stroke(fill, 2 * radius)} d=\"");
        foreach ((double x, double y) in centres)
        {
            _body.Append($"M{N(x)} {N(y)}h0");
        }
        _body.Append("\"/>\n");
    }

    public override void Text(double x, double y, string text, TextStyle style)
    {
        string anchor = style.Anchor switch
        {
            Anchor.Middle => " text-anchor=\"middle\"",
            Anchor.End => " text-anchor=\"end\"",
            _ => "",
        };
        string weight = style.Bold ? " font-weight=\"600\"" : "";
        _body.Append(
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(style.Size)}\"{anchor}{weight}{Fill(style.Tint)}>{Escape(text)}</text>\n"
        );
    }

    /// <summary>Adds what no other canvas can do: an animation.</summary>
    public void Raw(string svg) => _body.Append(svg);

    /// <summary>The attributes that fill with a colour.</summary>
    public string Fill(Tint tint) => $" {Paint("fill", tint)}";

    /// <summary>A number in as few characters as a figure needs.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">Decimals at most, 0…4.</param>
    public static string N(double value, int decimals = 2) =>
        (Math.Round(value, decimals) + 0.0).ToString("0.####", CultureInfo.InvariantCulture); // + 0.0: never −0

    private static string Minus(string number) => number.StartsWith('-') ? number[1..] : "-" + number;

    private static string Escape(string text) => SecurityElement.Escape(text);

    private void AppendPoints(IReadOnlyList<(double X, double Y)> points)
    {
        for (int i = 0; i < points.Count; i++)
        {
            _body.Append(i == 0 ? 'M' : 'L').Append(N(points[i].X)).Append(' ').Append(N(points[i].Y));
        }
    }

    private string Stroke(Tint tint, double width) =>
        $" {Paint("stroke", tint)}{(width == 1 ? "" : $" stroke-width=\"{N(width)}\"")}";

    private string Paint(string attribute, Tint tint)
    {
        string opacity = tint.Opacity >= 1 ? "" : $" {attribute}-opacity=\"{N(tint.Opacity, 3)}\"";
        return theme is null
            ? $"style=\"{attribute}:{Color(tint.Hue)}\"{opacity}"
            : $"{attribute}=\"{Color(tint.Hue)}\"{opacity}";
    }

    private string Color(Hue hue) =>
        theme is { } known ? FigurePalette.Hex(hue, known) : $"var({FigurePalette.Property(hue)})";
}
