namespace Hnsg.Plots.Drawing;

/// <summary>What a figure is made for: light pages or dark ones.</summary>
public enum FigureTheme
{
    /// <summary>Dark ink on white.</summary>
    Light,

    /// <summary>Light ink on near-black.</summary>
    Dark,
}
