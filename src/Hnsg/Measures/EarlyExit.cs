namespace Hnsg.Measures;

/// <summary>Stopping as soon as one class leads by a number of votes.</summary>
/// <param name="Margin">Votes by which the class with the most leads that with the second most, in 1…T.</param>
/// <param name="Samples">Samples that were measured, at least 1.</param>
/// <param name="Steps">Steps used, summed over samples; those without such a lead use all T.</param>
/// <param name="Correct">Samples whose answer is right after all T steps.</param>
/// <param name="Lost">How many of these are wrong when stopped early.</param>
/// <param name="Gained">Samples that are wrong after all T steps but right when stopped early.</param>
public readonly record struct EarlyExit(int Margin, int Samples, long Steps, int Correct, int Lost, int Gained)
{
    /// <summary>Default for the part of the samples whose right answer may be lost to save steps.</summary>
    public const double UsualLoss = 0.001;

    /// <summary>Accuracy when stopped early, in 0…1.</summary>
    public double Accuracy => (Correct - Lost + Gained) / (double)Samples;

    /// <summary>Steps used, mean over samples, in 1…T.</summary>
    public double MeanSteps => Steps / (double)Samples;

    /// <summary>The margin with the fewest steps that loses no more than a given part of the right answers.</summary>
    /// <remarks>
    /// What it gains elsewhere is not set off against that. An early answer that happens to be right where the network
    /// errs is luck; among margins chosen by accuracy alone, the boldest is often the one that was lucky on these samples.
    /// </remarks>
    /// <param name="validation">Measured on samples that are neither trained on nor tested on.</param>
    /// <param name="loss">Samples whose right answer may be lost, as a part of all, in 0…1.</param>
    /// <returns>The margin; T if none is good enough, which stops only when every step voted for one class.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is not in 0…1.</exception>
    public static int Choose(Measurement validation, double loss = UsualLoss)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (!(loss is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(loss), loss, "It is not in 0…1.");
        }
        return validation
            .Exits.Where(exit => exit.Lost <= loss * exit.Samples)
            .OrderBy(exit => exit.MeanSteps)
            .Select(exit => exit.Margin)
            .FirstOrDefault(validation.Exits.Count);
    }
}
