namespace Hnsg.Plots.Drawing;

/// <summary>Names beside points of a chart. A name that would cover another is left out; its point stays.</summary>
/// <param name="canvas">Canvas.</param>
/// <param name="area">Where the points are.</param>
internal sealed class PointLabels(FigureCanvas canvas, Box area)
{
    private const double Room = 150;

    private readonly TextStyle _style = new(Hue.Muted, 11);
    private readonly List<Box> _taken = [];

    /// <summary>Writes the name of a point, right of it where there is room, else left.</summary>
    public void Add(double x, double y, string name)
    {
        string text = _style.Fit(name, Room);
        double width = _style.Width(text);
        bool left = x + 9 + width > area.Right;
        var room = new Box(left ? x - 9 - width : x + 9, y - 6, width, 12);
        if (!_taken.Any(other => Overlap(other, room)))
        {
            _taken.Add(room);
            canvas.Text(room.Left, y + 4, text, _style);
        }
    }

    private static bool Overlap(Box a, Box b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
