using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Hidden neurons that never spike.</summary>
internal sealed class DeadNeurons : ISymptom
{
    // Masks drop neurons that are of no use, and a few hundred samples do not wake them all: in networks that learnt
    // MNIST well 18 to 44 % are dead. Where many more are, the threshold is out of reach.
    private const double Most = 0.7;

    public string Name => "dead-neurons";

    public string? Skips(Examination examination) => examination.Layers.Count == 1 ? "there is no hidden layer" : null;

    public Observation Look(Examination examination)
    {
        WorstLayer worst = WorstLayer.Of(
            examination.Layers.Count - 1,
            layer => examination.Layers[layer].Intensity.Average(intensity => intensity == 0 ? 1.0 : 0)
        );
        int neurons = examination.Layers[worst.Index].Intensity.Count;
        return new Observation
        {
            Symptom = Name,
            Severity =
                worst.Number == 1 ? Severity.Fatal
                : worst.Number > Most ? Severity.Serious
                : Severity.Healthy,
            Number = worst.Number,
            Limit = Most,
            Text = FormattableString.Invariant(
                $"{worst.Number * neurons:N0} of {neurons:N0} neurons of {examination.Name(worst.Index)} never spike"
            ),
            Advice =
                worst.Number > Most
                    ? "Their membranes do not reach the threshold. Lower that layer's --threshold, raise its --gain, or use more --steps."
                    : null,
        };
    }
}
