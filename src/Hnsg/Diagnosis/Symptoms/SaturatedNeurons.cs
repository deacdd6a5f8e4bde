using Hnsg.Diagnosis.Examining;
using Hnsg.Measures;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Neurons that spike at nearly every step, whatever the sample.</summary>
internal sealed class SaturatedNeurons : ISymptom
{
    // They carry no information and cost the most. Networks that learnt MNIST well have at most 0.1 %.
    private const double Most = 0.1;

    // So few others are left that the layer above sees nearly the same for every sample.
    private const double Nearly = 0.9;

    public string Name => "saturated-neurons";

    public string? Skips(Examination examination) => null;

    public Observation Look(Examination examination)
    {
        WorstLayer worst = WorstLayer.Of(
            examination.Layers.Count,
            layer =>
                examination
                    .Layers[layer]
                    .Intensity.Average(intensity => intensity > LayerActivity.SaturatedAbove ? 1.0 : 0)
        );
        int neurons = examination.Layers[worst.Index].Intensity.Count;
        return new Observation
        {
            Symptom = Name,
            Severity =
                worst.Number > Nearly ? Severity.Fatal
                : worst.Number > Most ? Severity.Serious
                : Severity.Healthy,
            Number = worst.Number,
            Limit = Most,
            Text = FormattableString.Invariant(
                $"{worst.Number * neurons:N0} of {neurons:N0} neurons of {examination.Name(worst.Index)} spike at more than {LayerActivity.SaturatedAbove * 100:0} % of the steps"
            ),
            Advice =
                worst.Number > Most
                    ? "They respond the same to every sample. Raise that layer's --threshold or lower its --gain."
                    : null,
        };
    }
}
