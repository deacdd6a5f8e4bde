namespace Hnsg.Plots.Drawing;

/// <summary>A part of a figure that could stand alone: a title and what is below it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Draw">Draws into a box below the title.</param>
internal sealed record Panel(string Title, Action<FigureCanvas, Box> Draw)
{
    /// <summary>Usual width of a figure of one panel.</summary>
    public const int UsualWidth = 440;

    /// <summary>Usual height of a figure of one panel.</summary>
    public const int UsualHeight = 320;

    private const double Margin = 18;
    private const double TitleHeight = 40;

    /// <summary>Names of colours, right-aligned in the title's line.</summary>
    public IReadOnlyList<(string Name, Tint Tint)> Legend { get; init; } = [];

    /// <summary>A figure of this panel alone.</summary>
    public Figure Figure(int width = UsualWidth, int height = UsualHeight) =>
        new(Title, width, height, canvas => DrawAll(canvas, new Box(0, 0, width, height)));

    /// <summary>A figure of several panels of one size.</summary>
    /// <param name="title">What it shows, for readers who cannot see it.</param>
    /// <param name="columns">Panels in a row.</param>
    /// <param name="panels">The panels, row by row.</param>
    public static Figure Grid(string title, int columns, params IReadOnlyList<Panel> panels) =>
        Grid(title, columns, UsualHeight, panels);

    /// <summary>A figure of panels side by side.</summary>
    public static Figure Row(string title, int height, params IReadOnlyList<Panel> panels) =>
        Grid(title, panels.Count, height, panels);

    private static Figure Grid(string title, int columns, int height, IReadOnlyList<Panel> panels)
    {
        int rows = (panels.Count + columns - 1) / columns;
        return new Figure(
            title,
            UsualWidth * columns,
            height * rows,
            canvas =>
            {
                foreach ((int i, Panel panel) in panels.Index())
                {
                    panel.DrawAll(canvas, new Box(i % columns * UsualWidth, i / columns * height, UsualWidth, height));
                }
            }
        );
    }

    private void DrawAll(FigureCanvas canvas, Box box)
    {
        canvas.Text(box.Left + Margin, box.Top + 27, Title, new TextStyle(Hue.Ink, 14, Bold: true));
        DrawLegend(canvas, box);
        Draw(
            canvas,
            Box.Between(box.Left + Margin, box.Top + TitleHeight, box.Right - Margin, box.Bottom - Margin / 2)
        );
    }

    private void DrawLegend(FigureCanvas canvas, Box box)
    {
        var style = new TextStyle(Hue.Muted, 12);
        double x = box.Right - Margin;
        foreach ((string name, Tint tint) in Legend.Reverse())
        {
            x -= style.Width(name);
            canvas.Text(x, box.Top + 27, name, style);
            canvas.Rect(new Box(Math.Round(x - 15), box.Top + 18, 10, 9), tint);
            x -= 15 + 12;
        }
    }
}
