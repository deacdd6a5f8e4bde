using Hnsg.Diagnosis.Examining;
using Hnsg.Networks;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>Samples that no output neuron spikes for, so that nothing but membranes decides.</summary>
internal sealed class SilentOutput : ISymptom
{
    // A few samples are hard enough to get no vote; an untrained network leaves about a fifth without.
    private const double Most = 0.25;

    // What is left is not worth an answer, and the loss sees the same counts, 0, for nearly every sample.
    private const double Nearly = 0.9;

    // Membranes that are further from the threshold than it is from 0 were pushed down, by spikes through connections of
    // negative weight; those that are not never got enough to reach it.
    private const double Far = 1.5;

    public string Name => "silent-output";

    public string? Skips(Examination examination) =>
        examination.Spec.Layers[^1].Lif.Reset == ResetKind.None
            ? "the output neurons never spike; the answer is read from their membranes"
            : null;

    public Observation Look(Examination examination)
    {
        double distance = examination.Layers[^1].Distance;
        return new Observation
        {
            Symptom = Name,
            Severity =
                examination.Silent > Nearly ? Severity.Fatal
                : examination.Silent > Most ? Severity.Serious
                : Severity.Healthy,
            Number = examination.Silent,
            Limit = Most,
            Text = FormattableString.Invariant(
                $"{examination.Silent * 100:0.0} % of the samples get no output spike; on average the output's membranes are {distance:G3} times the threshold away from it"
            ),
            Advice =
                examination.Silent <= Most ? null
                : distance > Far
                    ? "The first steps were too large and pushed the membranes down, where no gradient can raise them. Use a longer --warm-up, a smaller --learning-rate, or more --epochs."
                : "The threshold is out of reach. Raise the output's --gain (the last value of the option), lower its --threshold, or use more --steps.",
        };
    }
}
