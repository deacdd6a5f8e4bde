namespace Hnsg.Plots.Drawing;

/// <summary>How a text looks. Its place is that of the base line.</summary>
internal readonly record struct TextStyle(Tint Tint, double Size = 13, Anchor Anchor = Anchor.Start, bool Bold = false)
{
    // No font is asked, since an SVG is shown in another font than a picture: about as wide as DejaVu Sans, and no more than
    // a hair narrower than Inter.
    private const string Narrow = " .,;:!|'iljtfrI()[]/-·";
    private const string Wide = "mwMW%@—…→µ";

    /// <summary>About how wide a text is, in pixels.</summary>
    public double Width(string text) => text.Sum(Em) * Size * (Bold ? 1.1 : 1);

    /// <summary>The text, or as much of its beginning as there is room for.</summary>
    public string Fit(string text, double width)
    {
        string fitting = text;
        for (int length = text.Length - 1; length > 0 && Width(fitting) > width; length--)
        {
            fitting = text[..length].TrimEnd() + "…";
        }
        return fitting;
    }

    private static double Em(char c) =>
        Narrow.Contains(c, StringComparison.Ordinal) ? 0.35
        : Wide.Contains(c, StringComparison.Ordinal) ? 0.92
        : char.IsUpper(c) ? 0.69
        : c > 0x2E80 ? 1
        : 0.61;
}
