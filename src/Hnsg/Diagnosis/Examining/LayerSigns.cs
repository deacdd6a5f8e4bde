namespace Hnsg.Diagnosis.Examining;

/// <summary>What went on in a layer while samples were shown.</summary>
internal sealed record LayerSigns
{
    /// <summary>Fraction of the steps at which each neuron spiked, over all samples.</summary>
    public required IReadOnlyList<double> Intensity { get; init; }

    /// <summary>Fraction of all membranes at which σ′ is at least a hundredth of its peak.</summary>
    public required double Seen { get; init; }

    /// <summary>Mean distance |u − θ|, in units of θ.</summary>
    public required double Distance { get; init; }

    /// <summary>Of the membranes at or above the threshold, the fraction that is exactly at it.</summary>
    public required double AtThreshold { get; init; }

    /// <summary>Root of the mean square of δu.</summary>
    public required double Gradient { get; init; }

    /// <summary>Root of the mean square of the gradient of what is trained.</summary>
    public required double TrainedGradient { get; init; }
}
