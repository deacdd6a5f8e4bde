namespace Hnsg.Networks;

/// <summary>How a sample becomes the input of the first layer.</summary>
public enum InputEncoding
{
    /// <summary>The pixel p in 0…255 itself is the input at every step, as p/2^F, so the current is constant.</summary>
    Direct,

    /// <summary>At every step a pixel p spikes with probability p/256.</summary>
    Rate,

    /// <summary>
    /// A pixel p of 1…255 spikes once, at step floor((255 − p)·T / 256) from 0: brighter pixels spike earlier. A pixel of 0
    /// never does.
    /// </summary>
    Latency,

    /// <summary>
    /// A pixel spikes at a step where it differs by at least 26 (a tenth of the range) from the step before; before the
    /// first it is 0. A still picture is silent after the first step.
    /// </summary>
    Delta,
}

/// <summary>What belongs to each encoding. To register a new one, add a value above and a line here.</summary>
internal static class InputEncodings
{
    /// <summary>Value, and name in model files, which stays when the value is renamed.</summary>
    public static IReadOnlyList<(InputEncoding Value, string Name)> All { get; } =
    [
        (InputEncoding.Direct, "direct"),
        (InputEncoding.Rate, "rate"),
        (InputEncoding.Latency, "latency"),
        (InputEncoding.Delta, "delta"),
    ];
}
