using Hnsg.Encoding;

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
    /// <summary>Value, name in model files (which stays the same if the value is renamed), and a factory that makes the encoder from T.</summary>
    public static IReadOnlyList<(InputEncoding Value, string Name, Func<int, Encoder> Create)> All { get; } =
    [
        (InputEncoding.Direct, "direct", _ => new DirectEncoder()),
        (InputEncoding.Rate, "rate", steps => new RateEncoder(steps)),
        (InputEncoding.Latency, "latency", steps => new LatencyEncoder(steps)),
        (InputEncoding.Delta, "delta", steps => new DeltaEncoder(steps)),
    ];
}
