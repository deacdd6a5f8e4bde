namespace Hnsg.Plots.Drawing;

/// <summary>A rectangle in pixels of the figure; y grows downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double MiddleX => Left + Width / 2;

    public double MiddleY => Top + Height / 2;

    /// <summary>The box between four edges.</summary>
    public static Box Between(double left, double top, double right, double bottom) =>
        new(left, top, right - left, bottom - top);
}
