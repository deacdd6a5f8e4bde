namespace Hnsg.Measures;

/// <summary>The samples whose confidence lies in one range.</summary>
/// <param name="From">Where the range begins, inclusive, in 0…1.</param>
/// <param name="To">Where it ends, exclusive but for the last.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Confidence">Mean confidence; 0 without samples.</param>
/// <param name="Accuracy">Fraction that got their label; 0 without samples.</param>
public readonly record struct CalibrationBin(double From, double To, int Samples, double Confidence, double Accuracy);
