namespace Hnsg.Plots.Drawing;

/// <summary>Two axes around an area, and where values are in it.</summary>
internal sealed class Chart
{
    private const double TickSize = 12;
    private const double LabelSize = 12.5;
    private const double EndRoom = 14;

    private readonly FigureCanvas _canvas;

    /// <summary>Draws the axes.</summary>
    /// <param name="canvas">Canvas.</param>
    /// <param name="outer">Room for everything, labels included.</param>
    /// <param name="x">Axis from left to right.</param>
    /// <param name="y">Axis from bottom to top; its label stands above, so that nobody has to turn their head.</param>
    public Chart(FigureCanvas canvas, Box outer, Axis x, Axis y)
    {
        _canvas = canvas;
        XAxis = x;
        YAxis = y;
        IReadOnlyList<(double At, string Label)> yTicks = y.Ticks((outer.Height - 60) / 34);
        var tick = new TextStyle(Hue.Muted, TickSize);
        double left = yTicks.Count == 0 ? 2 : yTicks.Max(t => tick.Width(t.Label)) + 8;
        Area = Box.Between(outer.Left + left, outer.Top + 22, outer.Right - 6, outer.Bottom - 40);
        foreach ((double at, string label) in yTicks)
        {
            canvas.Line(Area.Left, Y(at), Area.Right, Y(at), Hue.Faint);
            canvas.Text(Area.Left - 8, Y(at) + 4, label, tick with { Anchor = Anchor.End });
        }
        foreach ((double at, string label) in x.Ticks(Area.Width / 64))
        {
            canvas.Line(X(at), Area.Bottom, X(at), Area.Bottom + 4, Hue.Rule);
            // The number at the end of the axis may be wider than the room right of it.
            double middle = Math.Min(X(at), outer.Right + EndRoom - tick.Width(label) / 2);
            canvas.Text(middle, Area.Bottom + 18, label, tick with { Anchor = Anchor.Middle });
        }
        canvas.Line(Area.Left, Area.Bottom, Area.Right, Area.Bottom, Hue.Rule);
        canvas.Text(outer.Left, outer.Top + 8, y.Label, new TextStyle(Hue.Muted, LabelSize));
        canvas.Text(Area.Right, Area.Bottom + 35, x.Label, new TextStyle(Hue.Muted, LabelSize, Anchor.End));
    }

    public Axis XAxis { get; }

    public Axis YAxis { get; }

    /// <summary>Where the data are.</summary>
    public Box Area { get; }

    public double X(double value) => Area.Left + XAxis.Part(value) * Area.Width;

    public double Y(double value) => Area.Bottom - YAxis.Part(value) * Area.Height;

    /// <summary>Draws a line through points, with a dot on each where they are few; gaps where a value is not finite.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, Tint tint, double width = 2, bool dots = false)
    {
        List<(double, double)>? part = null;
        var parts = new List<IReadOnlyList<(double, double)>>();
        foreach ((double x, double y) in points)
        {
            if (!double.IsFinite(y))
            {
                part = null;
                continue;
            }
            if (part is null)
            {
                parts.Add(part = []);
            }
            part.Add((X(x), Y(y)));
        }
        _canvas.Lines(parts, tint, width);
        if (dots)
        {
            _canvas.Dots([.. parts.SelectMany(p => p)], width * 1.4, tint);
        }
    }

    /// <summary>Draws bars of a histogram that stand on the axis.</summary>
    /// <param name="bars">Left edge, right edge and height in values.</param>
    /// <param name="tint">Colour.</param>
    public void Bars(IEnumerable<(double From, double To, double Height)> bars, Tint tint) =>
        _canvas.Rects(
            [
                .. bars.Where(bar => bar.Height > 0)
                    .Select(bar =>
                        Box.Between(X(bar.From), Y(Math.Min(bar.Height, YAxis.Max)), X(bar.To), Area.Bottom)
                    ),
            ],
            tint
        );
}
