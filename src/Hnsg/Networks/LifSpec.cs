namespace Hnsg.Networks;

/// <summary>A leaky integrate-and-fire neuron with integer decay.</summary>
/// <remarks>u = v − (v &gt;&gt; shift) + I;  s = u &gt; Θ;  then the reset. The membrane starts at 0 for every sample.</remarks>
public sealed record LifSpec
{
    /// <summary>Decay per step as a shift: β = 1 − 2^−shift.</summary>
    /// <value>In 1…15; default 4 (β = 0.9375).</value>
    public int DecayShift { get; init; } = 4;

    /// <summary>Threshold θ in units of the real membrane; a neuron spikes when its membrane is strictly greater.</summary>
    /// <value>In (0, 1000]; default 1.</value>
    public double Threshold { get; init; } = 1.0;

    /// <summary>What a spike does to the membrane.</summary>
    /// <value>Default <see cref="ResetKind.Subtract"/>.</value>
    public ResetKind Reset { get; init; } = ResetKind.Subtract;
}
