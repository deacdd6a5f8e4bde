using Hnsg.Diagnosis.Examining;
using Hnsg.Training.Optimisers;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Gradients that are so small where they arrive that the optimiser does nothing with them.</summary>
internal sealed class VanishingGradients : ISymptom
{
    // Adam divides by |gradient| + ε. A gradient that is not well above ε makes steps that are too small.
    private const double Least = 10 * AdamOptimiser.Epsilon;

    public string Name => "vanishing-gradients";

    public string? Skips(Examination examination) => examination.BySurrogate ? null : SymptomTexts.NotBySurrogate;

    public Observation Look(Examination examination)
    {
        WorstLayer worst = WorstLayer.Of(examination.Layers.Count, layer => -examination.Layers[layer].TrainedGradient);
        double least = -worst.Number;
        string what = examination.TrainsMasks ? "scores" : "weights";
        return new Observation
        {
            Symptom = Name,
            Severity = least < Least ? Severity.Serious : Severity.Healthy,
            Number = least,
            Limit = Least,
            Text = FormattableString.Invariant(
                $"the gradient of the {what} of {examination.Name(worst.Index)} is {least:G3}, the smallest of all layers (root mean square)"
            ),
            Advice =
                least < Least
                    ? "So small a gradient changes nothing. Use fewer layers, a surrogate that is higher near the threshold (--surrogate, --slope), or more --gain."
                    : null,
        };
    }
}
