using Hnsg.Data;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Sweeps;

/// <summary>The name of a run: what decides its result, hashed.</summary>
internal static class RunId
{
    /// <summary>The first twelve hexadecimal digits of the SHA-256 that checkpoints carry too.</summary>
    /// <param name="options">Options, resolved.</param>
    /// <param name="dataset">Data.</param>
    public static string Of(TrainingOptions options, Dataset dataset) => TrainingRun.Identity(options, dataset)[..12];
}
