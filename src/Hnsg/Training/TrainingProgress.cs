namespace Hnsg.Training;

/// <summary>Where a run is; reported after every batch and every epoch.</summary>
public readonly record struct TrainingProgress
{
    /// <summary>Epoch at work, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Batches done in this epoch.</summary>
    public required int Batch { get; init; }

    /// <summary>Batches of an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>Mean loss in this epoch so far.</summary>
    public required double Loss { get; init; }

    /// <summary>Accuracy on the training samples of this epoch so far.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Training samples per second in this epoch so far.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Accuracy on the validation samples, in 0…1, where they were just looked at.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>The epoch's report, when it has just ended.</summary>
    public EpochReport? Completed { get; init; }
}
