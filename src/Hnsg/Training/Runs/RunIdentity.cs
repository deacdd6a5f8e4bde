using Hnsg.Training.Options;

namespace Hnsg.Training.Runs;

/// <summary>All that decides the result of a run.</summary>
internal sealed record RunIdentity(
    TrainingOptions Options,
    IReadOnlyDictionary<string, string> Sha256,
    IReadOnlyList<int> Layers
);
