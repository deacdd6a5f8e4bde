using Hnsg.Measures;

namespace Hnsg.Training.Runs;

/// <summary>How well a network did on a part of a data set.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="Accuracy">Fraction that got their label, in 0…1.</param>
public sealed record TestReport(int Samples, double Accuracy)
{
    /// <summary>The report of an evaluation.</summary>
    public static TestReport Of(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return new(evaluation.Samples, evaluation.Accuracy);
    }
}
