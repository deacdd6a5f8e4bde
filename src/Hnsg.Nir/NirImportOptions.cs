namespace Hnsg.Nir;

using Hnsg.Networks;

/// <summary>What a NIR file does not say about how a network is to be used.</summary>
/// <remarks>None of it matters for a file that this library has written, which says it itself.</remarks>
public sealed record NirImportOptions
{
    /// <summary>Number of time steps that a sample is shown.</summary>
    /// <value>In 1…1,000; default 25.</value>
    public int Steps { get; init; } = 25;

    /// <summary>How a sample becomes input.</summary>
    /// <value>Default <see cref="InputEncoding.Direct"/>: the pixel as a number, at every step.</value>
    public InputEncoding Encoding { get; init; } = InputEncoding.Direct;

    /// <summary>The number that a pixel of 255 is for the network.</summary>
    /// <value>Finite; default 1. Only for direct-coded input.</value>
    public double White { get; init; } = 1;

    /// <summary>The number that a pixel of 0 is for the network.</summary>
    /// <value>Finite; default 0. Only for direct-coded input.</value>
    public double Black { get; init; }

    /// <summary>Seconds of a step.</summary>
    /// <value>Above 0; default null: what the file's metadata say, else 10^−4, as snnTorch has it.</value>
    public double? TimeStep { get; init; }

    /// <summary>Name of the data set that the network was trained on.</summary>
    /// <value>Default null, not known.</value>
    public string? Dataset { get; init; }
}
