using ScottPlot;
using SkiaSharp;

namespace Hnsg.Plots;

/// <summary>Draws plots and text at places of a figure.</summary>
internal sealed class FigurePen : IDisposable
{
    public const float TextSize = 13;

    private readonly SKCanvas _canvas;
    private readonly PixelRect _figure;
    private readonly Paint _paint = Paint.NewDisposablePaint();

    public FigurePen(SKCanvas canvas, FigureStyle style)
    {
        _canvas = canvas;
        _figure = new PixelRect(style.Width, style.Height);
        Palette = FigurePalette.Of(style.Theme);
        canvas.Clear(Palette.Background.ToSKColor());
    }

    public FigurePalette Palette { get; }

    /// <summary>A plot without anything on it whose data fill a rectangle of the figure.</summary>
    public Plot Panel(PixelRect data)
    {
        var plot = new Plot();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.HideGrid();
        plot.Layout.Fixed(data);
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.FrameLineStyle.Color = Palette.Rule;
            axis.FrameLineStyle.Width = 1;
            axis.MajorTickStyle.Color = Palette.Rule;
            axis.MajorTickStyle.Length = 4;
            axis.TickLabelStyle.FontName = FigureFont.Family;
            axis.TickLabelStyle.FontSize = TextSize - 1;
            axis.TickLabelStyle.ForeColor = Palette.Muted;
            axis.Label.FontName = FigureFont.Family;
            axis.Label.FontSize = TextSize;
            axis.Label.Bold = false;
            axis.Label.ForeColor = Palette.Muted;
        }
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        return plot;
    }

    /// <summary>Draws a plot and disposes of it.</summary>
    public void Draw(Plot plot)
    {
        plot.RenderInMemory((int)_figure.Width, (int)_figure.Height); // the first time draws twice, over itself
        plot.Render(_canvas, _figure);
        plot.Dispose();
    }

    public void Write(string text, Pixel at, Alignment alignment, Color color, float size = TextSize, bool bold = false)
    {
        LabelStyle label = Label(text, size, bold);
        label.ForeColor = color;
        label.Alignment = alignment;
        label.Render(_canvas, at, _paint);
    }

    public float Width(string text, float size = TextSize, bool bold = false) =>
        Label(text, size, bold).Measure(_paint).Width;

    /// <summary>The text, or as much of its beginning as there is room for.</summary>
    public string Fit(string text, float width)
    {
        string fitting = text;
        for (int length = text.Length - 1; length > 0 && Width(fitting, bold: true) > width; length--)
        {
            fitting = text[..length].TrimEnd() + "…";
        }
        return fitting;
    }

    public void Dispose() => _paint.Dispose();

    private static LabelStyle Label(string text, float size, bool bold) =>
        new()
        {
            Text = text,
            FontName = FigureFont.Family,
            FontSize = size,
            Bold = bold,
        };
}
