namespace Hnsg.Kernels.Neurons;

/// <summary>Where a block of neurons keeps what it carries on and writes what it spikes.</summary>
internal readonly unsafe struct NeuronMemory
{
    /// <summary>v, one a lane.</summary>
    public void* Membranes { get; init; }

    /// <summary>The second state, one a lane; not touched by neurons that have none.</summary>
    public void* Second { get; init; }

    /// <summary>Whether the states above are those to go on from; else they are 0 before the first step.</summary>
    public bool Carried { get; init; }

    /// <summary>Spikes, a word a step: bit j for neuron j.</summary>
    public ulong* Words { get; init; }

    /// <summary>Words from one step to the next.</summary>
    public int WordStride { get; init; }
}
