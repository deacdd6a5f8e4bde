using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>A mask that still changes a lot when the training is at its end.</summary>
internal sealed class RestlessMask : ISymptom
{
    // Under the cosine schedule the last epoch of networks that learn MNIST well changes 0.1 to 2 %. A mask that exchanges more than this at the
    // end is a sample of those that the training passes through, and not what it converges to.
    private const double Most = 0.1;

    // A mask cannot have settled within the first epochs, whatever the rate.
    private const int Epochs = 3;

    public string Name => "restless-mask";

    public string? Skips(Examination examination) =>
        !examination.TrainsMasks ? "the method does not train masks"
        : examination.Options is not { } options || examination.History.Count == 0
            ? "there is no run.json and metrics.csv beside the model"
        : examination.History.Count < options.Epochs ? "the run has not reached its last epoch"
        : options.Epochs < Epochs ? "the run is too short for its mask to settle"
        : null;

    public Observation Look(Examination examination)
    {
        double last = examination.History[^1].MaskChurn;
        return new Observation
        {
            Symptom = Name,
            Severity = last > Most ? Severity.Serious : Severity.Healthy,
            Number = last,
            Limit = Most,
            Text = FormattableString.Invariant($"{last * 100:0.##} % of the connections changed in the last epoch"),
            Advice =
                last > Most
                    ? "The mask does not settle. Let the learning rate fall (--schedule cosine), or lower --learning-rate."
                    : null,
        };
    }
}
