namespace Hnsg.Engine;

/// <summary>What a network answered to one sample.</summary>
public sealed record Classification
{
    /// <summary>The class: most spikes, then the higher last membrane, then the lower index.</summary>
    public required int Class { get; init; }

    /// <summary>Output spikes of each class, 0…T.</summary>
    public required IReadOnlyList<int> Votes { get; init; }

    /// <summary>Spikes of all neurons together, by layer; the output is the last.</summary>
    public required IReadOnlyList<long> Spikes { get; init; }

    /// <summary>Membrane of each output neuron after the last step, in integer units (F fractional bits).</summary>
    public required IReadOnlyList<int> FinalMembranes { get; init; }
}
