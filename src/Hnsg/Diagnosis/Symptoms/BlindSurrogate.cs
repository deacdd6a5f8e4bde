using Hnsg.Diagnosis.Examining;
using Hnsg.Networks;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>A surrogate so narrow, or membranes so far from the threshold, that next to no gradient passes.</summary>
internal sealed class BlindSurrogate : ISymptom
{
    // Spikes are rare in a good network and so are membranes near the threshold; but of all membranes of a layer, over
    // neurons, steps and samples, some percent have to be where the surrogate is.
    private const double Least = 0.05;

    // In real units, in which a layer's currents are scaled to about 1: membranes pass by a surrogate that is narrower than
    // this. Then the surrogate is at fault, and whatever else is wrong follows from it.
    private const double Narrow = 0.02;

    public string Name => "blind-surrogate";

    public string? Skips(Examination examination) =>
        !examination.BySurrogate ? SymptomTexts.NotBySurrogate
        : Spiking(examination) == 0 ? "no layer spikes"
        : null;

    public Observation Look(Examination examination)
    {
        WorstLayer worst = WorstLayer.Of(Spiking(examination), layer => -examination.Layers[layer].Seen);
        double seen = -worst.Number;
        bool narrow = examination.SurrogateWidth < Narrow;
        return new Observation
        {
            Symptom = Name,
            Severity =
                seen >= Least ? Severity.Healthy
                : narrow ? Severity.Fatal
                : Severity.Serious,
            Number = seen,
            Limit = Least,
            Text = FormattableString.Invariant(
                $"{SymptomTexts.Surrogate(examination)} reaches {seen * 100:0.##} % of the membranes of {examination.Name(worst.Index)}; on average they are {examination.Layers[worst.Index].Distance:G3} times the threshold away from it"
            ),
            Advice =
                seen >= Least ? null
                : narrow
                    ? "The surrogate is too narrow, and no gradient passes through a membrane outside it. Use a smaller --slope."
                : "The membranes are too far from the threshold, and no gradient brings them back. Use a longer --warm-up, a smaller --learning-rate, a --threshold that they can reach, or a wider surrogate (--surrogate atan).",
        };
    }

    // An output that is read from its membranes gets its gradient there, and not through a surrogate.
    private static int Spiking(Examination examination) =>
        examination.Layers.Count - (examination.Spec.Layers[^1].Lif.Reset == ResetKind.None ? 1 : 0);
}
