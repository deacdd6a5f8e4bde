using Hnsg.Engine;
using Hnsg.Sweeps.Plans;

namespace Hnsg.Sweeps;

/// <summary>One run of a sweep: a row of its table.</summary>
public sealed record SweepRow
{
    /// <summary>Hash of all options and the data; the name of its folder.</summary>
    public required string Id { get; init; }

    /// <summary>The varied options and their values, in the order of the plan.</summary>
    public required IReadOnlyList<OptionValue> Varied { get; init; }

    /// <summary>Seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Its status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Epochs done.</summary>
    public required int Epochs { get; init; }

    /// <summary>Accuracy on validation samples after them; null where there is none.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>Accuracy on test samples; null if it is not finished.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Firing intensity on test samples; null if it is not finished.</summary>
    public FiringIntensity? FiringIntensity { get; init; }

    /// <summary>Connections kept; null if it is not finished.</summary>
    public long? Connections { get; init; }

    /// <summary>Bytes of the model file; null if it is not finished.</summary>
    public long? ModelBytes { get; init; }

    /// <summary>Time steps T.</summary>
    public required int Steps { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double TrainSeconds { get; init; }
}
