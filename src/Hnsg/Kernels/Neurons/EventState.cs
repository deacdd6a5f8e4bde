namespace Hnsg.Kernels.Neurons;

/// <summary>Where event-driven neurons keep a sample, from steps to later steps.</summary>
internal readonly unsafe struct EventState
{
    /// <summary>The part of the current that does not change, one a lane: all of a direct-coded sample's, or the sum of the steady rows without the factor 2^F.</summary>
    public int* Steady { get; init; }

    /// <summary>v, one a lane.</summary>
    public int* Membranes { get; init; }

    /// <summary>The second state, one a lane; not touched by neurons that have none.</summary>
    public int* Second { get; init; }

    /// <summary>Spikes, one word a step and block.</summary>
    public ulong* Words { get; init; }
}
