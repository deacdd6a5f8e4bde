namespace Hnsg.Measures;

/// <summary>What a network costs, by the definitions of NeuroBench (Yik et al., arXiv 2304.04640), mean per sample.</summary>
/// <remarks>
/// Two definitions are this project's own: weights take one byte each, and the constant current of
/// direct-coded input is computed once a sample, so the first layer counts once and not once a step.
/// </remarks>
public sealed record Complexity
{
    /// <summary>
    /// Bytes of all parameters and buffers, including dropped connections: 1 byte per weight, 5 per layer (threshold and
    /// shift), 4 per membrane.
    /// </summary>
    public required long FootprintBytes { get; init; }

    /// <summary>Fraction of all weights that are 0, in 0…1.</summary>
    public required double ConnectionSparsity { get; init; }

    /// <summary>Fraction of hidden and output neurons that do not spike, over all steps and samples, in 0…1.</summary>
    public required double ActivationSparsity { get; init; }

    /// <summary>Synaptic operations if no weight and no activation were 0.</summary>
    public required double Dense { get; init; }

    /// <summary>Multiplications: pixels that are not 0 × weights that are not 0, where the input is direct-coded.</summary>
    public required double EffectiveMacs { get; init; }

    /// <summary>Additions: spikes × weights that are not 0.</summary>
    public required double EffectiveAcs { get; init; }

    /// <summary>Membranes changed by a step, including its reset; at the first step all count.</summary>
    public required double MembraneUpdates { get; init; }

    /// <summary>
    /// Spikes × kept fan-out, and non-zero pixels × kept fan-out once where the input is direct-coded. Not defined by NeuroBench;
    /// more than the effective operations only where a kept weight is 0, which kind <c>signed-constant</c> never is.
    /// </summary>
    public required double SynapticOperations { get; init; }
}
