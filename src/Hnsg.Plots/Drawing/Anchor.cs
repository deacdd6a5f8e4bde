namespace Hnsg.Plots.Drawing;

/// <summary>Which part of a text is at its place.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}
