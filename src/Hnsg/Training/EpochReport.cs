using Hnsg.Engine;

namespace Hnsg.Training;

/// <summary>One row of the metrics: what an epoch of training came to.</summary>
public sealed record EpochReport
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Mean loss over the training samples, as seen before each update.</summary>
    public required double Loss { get; init; }

    /// <summary>Accuracy on the training samples, as seen before each update, in 0…1.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Accuracy on the validation samples after the epoch, in 0…1; null without a split.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>Firing intensity on the training samples.</summary>
    public required FiringIntensity FiringIntensity { get; init; }

    /// <summary>1 − Jaccard similarity with the masks of the epoch before, over all connections.</summary>
    public required double MaskChurn { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Seconds of training since the start, evaluation not counted.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training samples per second in this epoch.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>What cannot be in a report that was read, with its field; null where all can.</summary>
    /// <param name="number">Its epoch, from 1.</param>
    internal string? Problem(int number) =>
        Possible.Whole("epoch", Epoch, number, number)
        // A training that goes astray has an infinite loss before it ends.
        ?? (Loss < 0 ? Possible.Amount("loss", Loss) : null)
        ?? Possible.Part("trainAccuracy", TrainAccuracy)
        ?? Possible.Part("validationAccuracy", ValidationAccuracy)
        ?? Possible.Part("hiddenIntensity", FiringIntensity.Hidden)
        ?? Possible.Part("spikingIntensity", FiringIntensity.Spiking)
        ?? Possible.Part("allIntensity", FiringIntensity.All)
        ?? Possible.Part("maskChurn", MaskChurn)
        ?? Possible.Amount("learningRate", LearningRate)
        ?? Possible.Seconds("seconds", Seconds)
        ?? Possible.Amount("imagesPerSecond", ImagesPerSecond);
}
