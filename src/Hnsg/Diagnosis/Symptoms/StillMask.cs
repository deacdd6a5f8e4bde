using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>A mask that stays nearly as it was drawn.</summary>
internal sealed class StillMask : ISymptom
{
    // In its liveliest epoch a mask that learns exchanges far more: 44 to 92 % in networks that learnt MNIST well.
    private const double Least = 0.01;

    public string Name => "still-mask";

    public string? Skips(Examination examination) =>
        !examination.TrainsMasks ? "the method does not train masks"
        : examination.History.Count == 0 ? "there is no metrics.csv beside the model"
        : null;

    public Observation Look(Examination examination)
    {
        double most = examination.History.Max(epoch => epoch.MaskChurn);
        bool all = examination.Spec.Layers.All(layer => layer.Keep == 1);
        return new Observation
        {
            Symptom = Name,
            Severity = most < Least ? Severity.Serious : Severity.Healthy,
            Number = most,
            Limit = Least,
            Text = FormattableString.Invariant(
                $"at most {most * 100:0.##} % of the connections changed in any of {Counted.Of(examination.History.Count, "epoch")}"
            ),
            Advice =
                most >= Least ? null
                : all ? "All connections are kept (--keep 1), so there is nothing to choose. Keep fewer."
                : "The mask is still the random initial one. Raise --learning-rate, or find out what keeps gradients from it.",
        };
    }
}
