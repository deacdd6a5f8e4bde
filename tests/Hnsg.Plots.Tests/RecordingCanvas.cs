using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Tests;

/// <summary>Draws nothing and notes the texts.</summary>
internal sealed class RecordingCanvas : FigureCanvas
{
    public List<(string Text, TextStyle Style)> Texts { get; } = [];

    public override void Rects(IReadOnlyCollection<Box> boxes, Tint fill) { }

    public override void Frame(Box box, Tint stroke) { }

    public override void Lines(
        IReadOnlyCollection<IReadOnlyList<(double X, double Y)>> lines,
        Tint stroke,
        double width = 1,
        bool dashed = false
    ) { }

    public override void Area(IReadOnlyList<(double X, double Y)> points, Tint fill) { }

    public override void Dots(IReadOnlyCollection<(double X, double Y)> centres, double radius, Tint fill) { }

    public override void Text(double x, double y, string text, TextStyle style) => Texts.Add((text, style));
}
