namespace Hnsg.Training.Runs;

/// <summary>A point of a curve of accuracy over steps.</summary>
/// <param name="Steps">T.</param>
/// <param name="Accuracy">In 0…1.</param>
public sealed record StepsAccuracy(int Steps, double Accuracy);
