namespace Hnsg.Plots.Drawing;

/// <summary>The colours of a theme; hues of Okabe and Ito, which colour-blind people tell apart.</summary>
internal static class FigurePalette
{
    private static readonly string[] s_light =
    [
        "#ffffff",
        "#1b1f24",
        "#5f6873",
        "#c9ced6",
        "#edeff2",
        "#9aa2ad",
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#a8437f",
    ];

    private static readonly string[] s_dark =
    [
        "#0d1117",
        "#f0f3f6",
        "#9ba5b1",
        "#3d444d",
        "#1c222b",
        "#6b7683",
        "#56b4e9",
        "#e69f00",
        "#2fc29b",
        "#de8fbf",
    ];

    /// <summary>The colour as <c>#rrggbb</c>.</summary>
    public static string Hex(Hue hue, FigureTheme theme) => (theme == FigureTheme.Dark ? s_dark : s_light)[(int)hue];

    /// <summary>The name of a colour as a property of style sheets, where the page decides between light and dark.</summary>
    public static string Property(Hue hue) => $"--{hue.ToString().ToLowerInvariant()}";

    /// <summary>All colours as properties of a style sheet.</summary>
    public static string Properties(FigureTheme theme) =>
        string.Concat(Enum.GetValues<Hue>().Select(hue => $"{Property(hue)}:{Hex(hue, theme)};"));
}
