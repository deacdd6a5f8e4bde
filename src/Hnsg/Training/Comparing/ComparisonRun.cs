using Hnsg.Training.Runs;

namespace Hnsg.Training.Comparing;

/// <summary>One finished run of a comparison.</summary>
/// <param name="Method">Method.</param>
/// <param name="Seed">Seed.</param>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Cost">What the network costs.</param>
public sealed record ComparisonRun(string Method, ulong Seed, double LearningRate, RunResult Result, CostReport Cost);
