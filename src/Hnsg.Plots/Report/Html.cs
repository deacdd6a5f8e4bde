using System.Net;
using System.Text;
using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Report;

/// <summary>Writes a page piece by piece; every text is escaped here and nowhere else.</summary>
internal sealed class Html
{
    private readonly StringBuilder _page = new();

    public Html Raw(string html)
    {
        _page.Append(html);
        return this;
    }

    /// <summary>An element with a text.</summary>
    public Html Element(string name, string text, string attributes = "") =>
        Raw($"<{name}{(attributes.Length > 0 ? " " + attributes : "")}>{Escape(text)}</{name}>\n");

    /// <summary>A table of rows of texts; the first cell of a row says what it is.</summary>
    public Html Table(
        IEnumerable<string> headings,
        IEnumerable<IReadOnlyList<string>> rows,
        Func<string, bool>? changed = null
    )
    {
        Raw("<div class=\"card\"><table>\n");
        string[] heads = [.. headings];
        if (heads.Length > 0)
        {
            Raw($"<tr>{string.Concat(heads.Select(head => $"<th>{Escape(head)}</th>"))}</tr>\n");
        }
        foreach (IReadOnlyList<string> row in rows)
        {
            string mark = changed?.Invoke(row[0]) == true ? " class=\"changed\"" : "";
            Raw(
                $"<tr><td>{Escape(row[0])}</td>{string.Concat(row.Skip(1).Select(cell => $"<td{mark}>{Escape(cell)}</td>"))}</tr>\n"
            );
        }
        return Raw("</table></div>\n");
    }

    /// <summary>A figure whose colours are those of the page.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="caption">What there is to say about it.</param>
    /// <param name="wide">Whether it needs the whole width.</param>
    public Html Figure(Figure figure, string caption = "", bool wide = false)
    {
        string svg = figure.ToInlineSvg();
        string name = wide ? " class=\"wide\"" : "";
        // A figure with more beside each other than a telephone is wide is scrolled there, not shrunk.
        Raw(
            figure.Width > Panel.UsualWidth * 1.5
                ? $"<figure{name}><div class=\"scroll\" tabindex=\"0\">{svg}</div>"
                : $"<figure{name}>{svg}"
        );
        if (caption.Length > 0)
        {
            Element("figcaption", caption);
        }
        return Raw("</figure>\n");
    }

    public override string ToString() => _page.ToString();

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
