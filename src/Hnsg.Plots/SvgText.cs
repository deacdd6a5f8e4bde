using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;

namespace Hnsg.Plots;

/// <summary>Puts right what Skia writes as SVG.</summary>
internal static partial class SvgText
{
    /// <summary>The same picture with a title, a size that scales, hard pixels, fonts to fall back on, and ids that do not vary.</summary>
    /// <remarks>
    /// Skia counts ids on through the life of a process, and ends lists of numbers with a comma, for which some
    /// browsers ignore the whole list. Quotes in text are escaped, so a pattern with quotes only meets attributes.
    /// </remarks>
    /// <param name="svg">What Skia wrote.</param>
    /// <param name="style">Size of the picture.</param>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    public static string Tidy(string svg, FigureStyle style, string title)
    {
        int end = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal));
        string box = string.Create(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {style.Width} {style.Height}\"");
        string root = $"{svg[..end]} {box} role=\"img\">\n<title>{SecurityElement.Escape(title)}</title>";
        string body = ListOfNumbers().Replace(svg[(end + 1)..], "$1\"");
        var ids = new Dictionary<string, int>();
        body = Id().Replace(body, match => $"{match.Groups[1]}clip{Number(match.Groups[2].Value)}{match.Groups[3]}");
        return root + WithHardPixels(WithSubstitutes(body));

        int Number(string id)
        {
            ids.TryAdd(id, ids.Count + 1);
            return ids[id];
        }
    }

    // A machine without the font would otherwise take its default, which may be a serif one.
    private static string WithSubstitutes(string body) =>
        body.Replace(
            $"font-family=\"{FigureFont.Family}\"",
            $"font-family=\"{FigureFont.Family}, {FigureFont.Substitutes}\"",
            StringComparison.Ordinal
        );

    // The picture is drawn before all else that is clipped. Smoothed edges would show seams at some sizes.
    private static string WithHardPixels(string body) =>
        body.Replace(
            "<g clip-path=\"url(#clip1)\">",
            "<g clip-path=\"url(#clip1)\" shape-rendering=\"crispEdges\">",
            StringComparison.Ordinal
        );

    [GeneratedRegex("""( [xy]="[^"]*), ?"(?=[ />])""")]
    private static partial Regex ListOfNumbers();

    [GeneratedRegex("""(id="|="url\(#)(cl_[0-9a-f]+)("|\)")""")]
    private static partial Regex Id();
}
