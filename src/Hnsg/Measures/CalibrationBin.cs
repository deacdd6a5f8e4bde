namespace Hnsg.Measures;

/// <summary>The samples whose confidence is in one range.</summary>
/// <param name="From">Where the range begins, inclusive, in 0…1.</param>
/// <param name="To">Where it ends, exclusive except for the last.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Confidence">Mean confidence; 0 without samples.</param>
/// <param name="Accuracy">Fraction that got their label; 0 without samples.</param>
public readonly record struct CalibrationBin(double From, double To, int Samples, double Confidence, double Accuracy);
