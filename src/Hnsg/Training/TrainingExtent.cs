using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;

namespace Hnsg.Training;

/// <summary>How far a session can go, and so what its counters can be.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Epochs">Epochs of the whole training.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Capacity">Samples of every batch but an epoch's last.</param>
/// <param name="Validates">Whether there are validation samples.</param>
/// <param name="KeepsBest">Whether the model of the best epoch is kept.</param>
internal sealed record TrainingExtent(
    NetworkSpec Spec,
    int Epochs,
    int Batches,
    int Capacity,
    bool Validates,
    bool KeepsBest
)
{
    /// <summary>Makes sure that a state can be.</summary>
    /// <exception cref="InvalidDataException">It cannot; says which number.</exception>
    public void Check(TrainingState state)
    {
        Refuse(
            Possible.Whole("epoch", state.Epoch, 0, Epochs)
                ?? Possible.Whole("batch", state.Batch, 0, Batches - 1)
                ?? Possible.Whole("history", state.History.Count, state.Epoch, state.Epoch)
                ?? Possible.Whole("epochs since the best", state.EpochsSinceBest, 0, state.Epoch)
                ?? Possible.Seconds("seconds", state.Seconds)
                ?? Possible.Seconds("seconds of the epoch", state.EpochSeconds)
        );
        long step = (long)state.Epoch * Batches + state.Batch;
        long seen = (long)state.Batch * Capacity;
        long shown = seen * Spec.Steps;
        IntensityCount spikes = state.Intensity;
        Refuse(
            Possible.Whole("step", state.Step, step, step)
                ?? Possible.Whole("samples", spikes.Samples, seen, seen)
                ?? Possible.Whole("right answers", state.Correct, 0, seen)
                ?? Possible.Whole("input spikes", spikes.Input, 0, shown * Spec.Inputs)
                ?? Possible.Whole(
                    "hidden spikes",
                    spikes.Hidden,
                    0,
                    shown * Spec.Layers.SkipLast(1).Sum(layer => (long)layer.Neurons)
                )
                ?? Possible.Whole("output spikes", spikes.Output, 0, shown * Spec.Classes)
                ?? (state.LossSum < 0 ? Possible.Amount("loss", state.LossSum) : null)
        );
        foreach ((int i, EpochReport report) in state.History.Index())
        {
            bool fits = report.ValidationAccuracy is not null == Validates;
            Refuse(
                report.Problem(i + 1)
                    ?? (fits ? null : "an epoch has a validation accuracy where the run has none, or the reverse")
            );
        }
        foreach ((double accuracy, double seconds) in state.SecondsToAccuracy)
        {
            bool known = TrainingState.Milestones.Contains(accuracy);
            Refuse(
                known
                    ? Possible.Seconds("seconds to an accuracy", seconds)
                    : "seconds are recorded for an accuracy that is not measured"
            );
        }
        CheckBest(state);
    }

    private void CheckBest(TrainingState state)
    {
        if (state.Best is null == (KeepsBest && state.Epoch > 0))
        {
            throw new InvalidDataException("the model of the best epoch is missing, or should not be there");
        }
        try
        {
            NetworkSpec? best = state.Best is { } bytes
                ? ModelFile.ReadAny(bytes, "the model of the best epoch").Spec
                : null;
            if (best is not null && (best.Inputs != Spec.Inputs || !Sizes(best).SequenceEqual(Sizes(Spec))))
            {
                throw new InvalidDataException("the model of the best epoch has different layers");
            }
        }
        catch (InputException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    private static IEnumerable<int> Sizes(NetworkSpec spec) => spec.Layers.Select(layer => layer.Neurons);

    private static void Refuse(string? problem)
    {
        if (problem is not null)
        {
            throw new InvalidDataException(problem);
        }
    }
}
