using Hnsg.Networks;

namespace Hnsg.Nir;

/// <summary>How a file was read: the values that NIR leaves open, and where they came from.</summary>
public sealed record NirAssumptions
{
    /// <summary>Length of a time step in seconds.</summary>
    public required double TimeStep { get; init; }

    /// <summary>Where <see cref="TimeStep"/> came from.</summary>
    public required NirSource TimeStepSource { get; init; }

    /// <summary>What a spike does to a membrane.</summary>
    public required ResetKind Reset { get; init; }

    /// <summary>Where <see cref="Reset"/> came from.</summary>
    public required NirSource ResetSource { get; init; }

    /// <summary>The input values of a pixel of 0 and of 255; null if pixels become spikes.</summary>
    public required (double Black, double White)? InputRange { get; init; }
}
