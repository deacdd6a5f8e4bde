namespace Hnsg.Networks;

/// <summary>A spiking neuron with integer decay, by default leaky integrate-and-fire.</summary>
/// <remarks>u = v − (v &gt;&gt; shift) + I;  s = u &gt; Θ;  then the reset. The membrane starts at 0 for every sample.</remarks>
public sealed record LifSpec
{
    /// <summary>Kind of neuron; an <see cref="NeuronKind.If"/> does not use the shift below.</summary>
    /// <value>Default <see cref="NeuronKind.Lif"/>.</value>
    public NeuronKind Kind { get; init; } = NeuronKind.Lif;

    /// <summary>
    /// Decay of a <see cref="NeuronKind.Cuba"/> neuron's current as a shift: α = 1 − 2^−shift, so 0 is none.
    /// </summary>
    /// <value>In 0…15; default 0. Also the decay of the second state of a kind that has one; unused for others.</value>
    public int SynapseShift { get; init; }

    /// <summary>Decay per step as a shift: β = 1 − 2^−shift.</summary>
    /// <value>In 1…15; default 4 (β = 0.9375).</value>
    public int DecayShift { get; init; } = 4;

    /// <summary>Threshold θ in units of the real membrane; a neuron spikes when its membrane is strictly greater.</summary>
    /// <value>In (0, 1000]; default 1. In a <see cref="RealNetwork"/> also 0.</value>
    public double Threshold { get; init; } = 1.0;

    /// <summary>What a spike does to the membrane.</summary>
    /// <value>Default <see cref="ResetKind.Subtract"/>.</value>
    public ResetKind Reset { get; init; } = ResetKind.Subtract;

    /// <summary>β as trained, here or elsewhere; only in a <see cref="RealNetwork"/>.</summary>
    /// <value>In (0, 1), or 0 for no memory; default null, for 1 − 2^−shift.</value>
    public double? TrainedBeta { get; init; }

    /// <summary>β: the fraction of the membrane that is left a step later.</summary>
    public double Beta =>
        TrainedBeta ?? (Kind == NeuronKind.If || Kind == NeuronKind.Relu ? 1 : 1 - 1.0 / (1 << DecayShift));

    /// <summary>α: the fraction of the current that is left a step later.</summary>
    public double Alpha => Kind == NeuronKind.Cuba ? 1 - 1.0 / (1 << SynapseShift) : 0;
}
