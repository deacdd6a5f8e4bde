using System.Text.Json.Serialization;
using Hnsg.Engine;
using Hnsg.Training.Options;

namespace Hnsg.Training.Runs;

/// <summary>What a run came to, as <c>result.json</c> tells.</summary>
public sealed record RunResult
{
    /// <summary>Name of the data set, or its folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>Where the data were read from, for people.</summary>
    public required string Source { get; init; }

    /// <summary>What people should know about the choice of the data set; null where there is nothing to say.</summary>
    public string? Notice { get; init; }

    /// <summary>What was trained, such as <c>hnsg</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Preset that the options started from.</summary>
    public required string Preset { get; init; }

    /// <summary>Seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Epochs that were asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs that were trained; fewer where early stopping ended the run.</summary>
    public required int EpochsRun { get; init; }

    /// <summary>Hidden populations as <c>--network</c> has them, such as <c>1000-500</c>.</summary>
    public string Network => NetworkNotation.Of(Layers.Take(1..^1));

    /// <summary>Inputs, then the neurons of each layer.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    /// <summary>Samples that were trained on.</summary>
    public required int TrainSamples { get; init; }

    /// <summary>Accuracy on the validation samples of the epoch the model is of; null without a split.</summary>
    public required double? ValidationAccuracy { get; init; }

    /// <summary>Accuracy on the test samples, which nothing else in the run has seen.</summary>
    public required TestReport Test { get; init; }

    /// <summary>Firing intensity on the test samples.</summary>
    public required FiringIntensity FiringIntensity { get; init; }

    /// <summary>How the network was converted, of method <c>transfer</c>; left out for the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConversionReport? Conversion { get; init; }

    /// <summary>Kept fraction of each layer's connections.</summary>
    public required IReadOnlyList<double> Kept { get; init; }

    /// <summary>Kept connections of all layers.</summary>
    public required long Connections { get; init; }

    /// <summary>Bytes of the model file.</summary>
    public required long ModelBytes { get; init; }

    /// <summary>SHA-256 of the model file, in lower-case hex; null in results of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelSha256 { get; init; }

    /// <summary>Seconds of training, evaluation and files not counted.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Training samples per second of <see cref="TrainSeconds"/>.</summary>
    public required double TrainImagesPerSecond { get; init; }

    /// <summary>
    /// Seconds of training until a validation accuracy was first reached, by the accuracy such as <c>0.9373</c>; a null
    /// where it was not, and null altogether without a validation split.
    /// </summary>
    public required IReadOnlyDictionary<string, double?>? SecondsToAccuracy { get; init; }

    /// <summary>Version of Hnsg that finished the run.</summary>
    public required string Hnsg { get; init; }
}
