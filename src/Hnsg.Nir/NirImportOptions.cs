using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>What a NIR file does not say about how to use its network.</summary>
/// <remarks>Files written by this library hold all of it, so none of these options matter for them.</remarks>
public sealed record NirImportOptions
{
    /// <summary>Number of time steps for which a sample is shown.</summary>
    /// <value>In 1…1,000; default 25.</value>
    public int Steps { get; init; } = 25;

    /// <summary>How a sample becomes input.</summary>
    /// <value>Default <see cref="InputEncoding.Direct"/>: the pixel as a number, at every step.</value>
    public InputEncoding Encoding { get; init; } = InputEncoding.Direct;

    /// <summary>The input value of a pixel of 255.</summary>
    /// <value>Finite; default 1. Only for direct-coded input.</value>
    public double White { get; init; } = 1;

    /// <summary>The input value of a pixel of 0.</summary>
    /// <value>Finite; default 0. Only for direct-coded input.</value>
    public double Black { get; init; }

    /// <summary>Length of a time step in seconds.</summary>
    /// <value>Above 0; default null: what the file's metadata say, or else 10^−4, as in snnTorch.</value>
    public double? TimeStep { get; init; }

    /// <summary>What a spike does to a membrane.</summary>
    /// <value>
    /// <see cref="ResetKind.Zero"/>: it is set to v_reset, as NIR defines. <see cref="ResetKind.Subtract"/> and
    /// <see cref="ResetKind.DelayedSubtract"/>: the threshold is subtracted, at once or a step later; all v_reset must be 0.
    /// Default null: as <see cref="ResetKind.Zero"/>, with a notice where all v_reset are 0, because snnTorch writes
    /// that whatever its neurons do.
    /// </value>
    public ResetKind? Reset { get; init; }

    /// <summary>Name of the data set that the network was trained on.</summary>
    /// <value>Default null: unknown.</value>
    public string? Dataset { get; init; }
}
