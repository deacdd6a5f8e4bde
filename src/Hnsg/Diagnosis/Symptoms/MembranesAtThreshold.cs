using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Membranes that come to lie exactly at the threshold, where a neuron just does not spike.</summary>
internal sealed class MembranesAtThreshold : ISymptom
{
    // Of the membranes that reach the threshold; at most 2 % in networks that learnt MNIST well. Where many stop at it, whether a neuron spikes hangs on "greater" against
    // "greater or equal", which other programs decide otherwise, and on rounding.
    private const double Most = 0.1;

    public string Name => "membranes-at-threshold";

    public string? Skips(Examination examination) => null;

    public Observation Look(Examination examination)
    {
        WorstLayer worst = WorstLayer.Of(examination.Layers.Count, layer => examination.Layers[layer].AtThreshold);
        return new Observation
        {
            Symptom = Name,
            Severity = worst.Number > Most ? Severity.Mild : Severity.Healthy,
            Number = worst.Number,
            Limit = Most,
            Text = FormattableString.Invariant(
                $"{worst.Number * 100:0.##} % of the membranes of {examination.Name(worst.Index)} that reach the threshold are exactly equal to it, and do not spike"
            ),
            Advice =
                worst.Number > Most
                    ? "Use more --fraction-bits, or change --threshold slightly, so that sums of weights do not equal it."
                    : null,
        };
    }
}
