namespace Hnsg.Plots.Drawing;

/// <summary>A colour, laid on the page more or less thickly: so a scale of one colour is right on light and dark pages.</summary>
/// <param name="Hue">Which.</param>
/// <param name="Opacity">In 0…1.</param>
internal readonly record struct Tint(Hue Hue, double Opacity = 1)
{
    public static implicit operator Tint(Hue hue) => new(hue);
}
