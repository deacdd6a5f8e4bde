using Hnsg.Diagnosis.Examining;

namespace Hnsg.Diagnosis.Symptoms;

/// <summary>A learning rate that is far too small for the run, or too large for what is trained.</summary>
internal sealed class LearningRateOff : ISymptom
{
    // In a whole run, all steps in one direction, a score has to be able to leave the range that it starts in: otherwise
    // the mask stays near the random one that it began with.
    private const double LeastRun = 1;

    // A step that throws a score further than this keeps little of what the steps before it learnt: on the embedded digits
    // with 64 hidden neurons, 0.15 gives 87 %, 5 gives 69 %. The preset with the highest rate, fast, has 1.
    private const double MostStep = 3;

    public string Name => "learning-rate";

    public bool Explains => true;

    public string? Skips(Examination examination) =>
        examination.Options is null ? "there is no run.json beside the model"
        : examination.Reach is null ? "nothing is trained, or no gradient reaches it"
        : null;

    public Observation Look(Examination examination)
    {
        StepReach reach = examination.Reach!;
        bool low = reach.Run < LeastRun;
        bool high = reach.Step > MostStep;
        string what = examination.TrainsMasks ? "scores" : "weights";
        return new Observation
        {
            Symptom = Name,
            Severity = low || high ? Severity.Serious : Severity.Healthy,
            Number = low || !high ? reach.Run : reach.Step,
            Limit = low || !high ? LeastRun : MostStep,
            Text = FormattableString.Invariant(
                $"at a learning rate of {examination.Options!.LearningRate:G3}, one step moves the {what} by up to {reach.Step:G3} times their initial spread, and all {reach.Steps:N0} steps by up to {reach.Run:G3} times"
            ),
            Advice =
                low ? "It is too small for so few steps. Raise --learning-rate, or train for more --epochs."
                : high
                    ? "It is too large. Lower --learning-rate (with adam, 0.003 is usual for scores and 0.001 for weights)."
                : null,
        };
    }
}
