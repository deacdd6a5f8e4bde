namespace Hnsg.Plots.Drawing;

/// <summary>What a colour is for; the palette says what it is on light and on dark pages.</summary>
internal enum Hue
{
    /// <summary>The page.</summary>
    Background,

    /// <summary>What is to be read first, and full pixels.</summary>
    Ink,

    /// <summary>Labels.</summary>
    Muted,

    /// <summary>Axes and frames.</summary>
    Rule,

    /// <summary>Lines that only guide the eye.</summary>
    Faint,

    /// <summary>What did not win.</summary>
    Quiet,

    /// <summary>The first of several: hidden spikes, excitation, training.</summary>
    First,

    /// <summary>The second: the answer, inhibition, validation.</summary>
    Second,

    /// <summary>The third.</summary>
    Third,

    /// <summary>The fourth.</summary>
    Fourth,
}
