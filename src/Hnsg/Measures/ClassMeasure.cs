namespace Hnsg.Measures;

/// <summary>How well a network does on one class.</summary>
/// <param name="Class">The class, from 0.</param>
/// <param name="Samples">Samples that have this label.</param>
/// <param name="Answers">Samples that were given this class.</param>
/// <param name="Correct">Samples of which both are true.</param>
public readonly record struct ClassMeasure(int Class, int Samples, int Answers, int Correct)
{
    /// <summary>Fraction of the answers that are right, in 0…1; null where the class was never the answer.</summary>
    public double? Precision => Answers == 0 ? null : (double)Correct / Answers;

    /// <summary>Fraction of the samples that were found, in 0…1; null where there are none.</summary>
    public double? Recall => Samples == 0 ? null : (double)Correct / Samples;

    /// <summary>Harmonic mean of the two, in 0…1; null where there is neither a sample nor an answer.</summary>
    public double? F1 => Samples + Answers == 0 ? null : 2.0 * Correct / (Samples + Answers);
}
