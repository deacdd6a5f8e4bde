namespace Hnsg.Measures;

/// <summary>What a network costs, by the definitions of NeuroBench (Yik et al., arXiv 2304.04640), mean per sample.</summary>
/// <remarks>
/// Two things are this project's own, because the network is: weights are one byte each, and the constant current of
/// direct-coded input is computed once a sample, so the first layer counts once and not once a step.
/// </remarks>
public sealed record Complexity
{
    /// <summary>
    /// Bytes of all parameters and buffers, dropped connections included: a byte a weight, 5 a layer (threshold and
    /// shift), 4 a membrane.
    /// </summary>
    public required long FootprintBytes { get; init; }

    /// <summary>Fraction of all weights that are 0, in 0…1.</summary>
    public required double ConnectionSparsity { get; init; }

    /// <summary>Fraction of hidden and output neurons that do not spike, over all steps and samples, in 0…1.</summary>
    public required double ActivationSparsity { get; init; }

    /// <summary>Synaptic operations if every weight and every activation were other than 0.</summary>
    public required double Dense { get; init; }

    /// <summary>Multiplications: pixels that are not 0 × weights that are not 0, where the input is direct-coded.</summary>
    public required double EffectiveMacs { get; init; }

    /// <summary>Additions: spikes × weights that are not 0.</summary>
    public required double EffectiveAcs { get; init; }

    /// <summary>Membranes that were changed by a step, its reset included; at the first step all count.</summary>
    public required double MembraneUpdates { get; init; }

    /// <summary>
    /// Spikes × kept fan-out, and non-zero pixels × kept fan-out once where the input is direct-coded. Not of NeuroBench;
    /// more than the effective operations only where a kept weight is 0, which kind <c>signed-constant</c> never is.
    /// </summary>
    public required double SynapticOperations { get; init; }
}
