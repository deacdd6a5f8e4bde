using Hnsg.Training;

namespace Hnsg.Sweeps;

/// <summary>Where a sweep is; reported at every batch of every run and when a job ends, by several threads.</summary>
/// <param name="Run">The run.</param>
/// <param name="Target">Epochs that it is trained to now.</param>
/// <param name="Training">Where it is; null where it has come to its target or failed.</param>
/// <param name="Done">Jobs that have ended. A job is a run's way to a rung; without halving, a run.</param>
/// <param name="Jobs">All jobs.</param>
public sealed record SweepProgress(SweepRow Run, int Target, TrainingProgress? Training, int Done, int Jobs);
