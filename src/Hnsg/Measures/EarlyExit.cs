namespace Hnsg.Measures;

/// <summary>Stopping as soon as one class leads by a number of votes.</summary>
/// <param name="Margin">Votes by which the class with the most leads that with the second most, in 1…T.</param>
/// <param name="Accuracy">Accuracy when stopped so, in 0…1.</param>
/// <param name="MeanSteps">Steps used, mean over samples, in 1…T; samples without such a lead use all T.</param>
public readonly record struct EarlyExit(int Margin, double Accuracy, double MeanSteps)
{
    /// <summary>Loss of accuracy on the validation samples that is taken for fewer steps, unless another is asked for.</summary>
    public const double UsualLoss = 0.0005;

    /// <summary>The margin with the fewest steps that loses no more than a given accuracy.</summary>
    /// <param name="validation">Measured on samples that are neither trained on nor tested on.</param>
    /// <param name="loss">Accuracy that may be lost, in 0…1.</param>
    /// <returns>The margin; T where none is good enough, which stops only when all steps are for one class.</returns>
    public static int Choose(Measurement validation, double loss = UsualLoss)
    {
        double least = validation.Evaluation.Accuracy - loss - 1e-12;
        return validation
            .Exits.Where(exit => exit.Accuracy >= least)
            .OrderBy(exit => exit.MeanSteps)
            .Select(exit => exit.Margin)
            .FirstOrDefault(validation.Exits.Count);
    }
}
