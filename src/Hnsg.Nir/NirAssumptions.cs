using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>How a file was read: what NIR leaves open, and where the answer came from.</summary>
public sealed record NirAssumptions
{
    /// <summary>Seconds of a step.</summary>
    public required double TimeStep { get; init; }

    /// <summary>Where <see cref="TimeStep"/> came from.</summary>
    public required NirSource TimeStepSource { get; init; }

    /// <summary>What a spike does to a membrane.</summary>
    public required ResetKind Reset { get; init; }

    /// <summary>Where <see cref="Reset"/> came from.</summary>
    public required NirSource ResetSource { get; init; }

    /// <summary>The numbers of a pixel of 0 and of 255 for the network; null where a pixel makes spikes.</summary>
    public required (double Black, double White)? InputRange { get; init; }
}
