using Hnsg.Training.Options;

namespace Hnsg.Training.Runs;

/// <summary>What a run is, as <c>run.json</c> tells: with the same Hnsg and data it gives the same model again.</summary>
public sealed record RunDescription
{
    /// <summary>The version of the format that is written, and the newest that is read.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Version of Hnsg that started the run.</summary>
    public required string Hnsg { get; init; }

    /// <summary>Preset that the options started from.</summary>
    public required string Preset { get; init; }

    /// <summary>Every option, with nothing left to a default: one value a layer, all sample counts as they came out.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The data.</summary>
    public required RunData Data { get; init; }

    /// <summary>Inputs, then the neurons of each layer.</summary>
    public required IReadOnlyList<int> Layers { get; init; }
}
