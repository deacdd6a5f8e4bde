using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Gradients that grow on their way back through layers and steps.</summary>
internal sealed class ExplodingGradients : ISymptom
{
    // From the output's spikes to the membranes of any layer; 5 at most in networks that learnt MNIST well. Where gradients
    // grow much more, few neurons and early steps drown all others.
    private const double Most = 30;

    // Next to such a gradient nothing else is left of float32's 24 bits.
    private const double Drowning = 1e7;

    public string Name => "exploding-gradients";

    public bool Explains => true;

    public string? Skips(Examination examination) =>
        !examination.BySurrogate ? SymptomTexts.NotBySurrogate
        : examination.LossGradient == 0 ? "the loss sends no gradient to output spikes"
        : null;

    public Observation Look(Examination examination)
    {
        WorstLayer worst = WorstLayer.Of(
            examination.Layers.Count,
            layer =>
                double.IsFinite(examination.Layers[layer].Gradient)
                    ? examination.Layers[layer].Gradient / examination.LossGradient
                    : double.PositiveInfinity
        );
        bool infinite = double.IsPositiveInfinity(worst.Number);
        return new Observation
        {
            Symptom = Name,
            Severity =
                worst.Number > Drowning ? Severity.Fatal
                : worst.Number > Most ? Severity.Serious
                : Severity.Healthy,
            Number = infinite ? double.MaxValue : worst.Number,
            Limit = Most,
            Text = infinite
                ? $"the gradient at {examination.Name(worst.Index)} is infinite"
                : FormattableString.Invariant(
                    $"the gradient at {examination.Name(worst.Index)} is {worst.Number:G3} times that at the output spikes, the largest ratio of all layers"
                ),
            Advice =
                worst.Number > Most
                    ? "Lower --gain or --slope, leave out --attach-reset, or use fewer --steps or layers."
                    : null,
        };
    }
}
