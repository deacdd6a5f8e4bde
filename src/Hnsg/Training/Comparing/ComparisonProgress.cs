namespace Hnsg.Training.Comparing;

/// <summary>Where a comparison is; reported at every batch of every run and when a run ends, by several threads.</summary>
/// <param name="Run">Name of the run, such as <c>weights-seed2</c>.</param>
/// <param name="Progress">Where the run is; null where it has ended.</param>
/// <param name="Accuracy">Where it has ended: accuracy on the test samples, or on the validation samples in a search.</param>
/// <param name="Done">Runs that have ended.</param>
/// <param name="Runs">All runs.</param>
public sealed record ComparisonProgress(string Run, TrainingProgress? Progress, double? Accuracy, int Done, int Runs);
