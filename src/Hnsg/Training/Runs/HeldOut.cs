using Hnsg.Data;

namespace Hnsg.Training.Runs;

/// <summary>Training samples that a model was not trained on: what choices after the training are made on.</summary>
/// <param name="Samples">The samples; null where the run put none aside.</param>
/// <param name="Description">Which they are, in words.</param>
public sealed record HeldOut(SampleSet? Samples, string Description)
{
    /// <summary>The samples that the run beside a model file put aside; without one, those that a run puts aside by default.</summary>
    /// <param name="modelPath">The model file.</param>
    /// <param name="dataset">The data that the model is tested on.</param>
    public static HeldOut For(string modelPath, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        ArgumentNullException.ThrowIfNull(dataset);
        RunDescription? run = RunFolder.Of(modelPath)?.ReadDescription();
        bool same = run is not null && run.Data.AreThose(dataset.Sha256);
        int count = same ? run!.Options.Validation ?? 0 : Math.Min(dataset.Train.Count / 6, 10_000);
        string which = FormattableString.Invariant($"the last {count:N0} training samples");
        if (count == 0 || count >= dataset.Train.Count)
        {
            return new HeldOut(null, "the run has no validation samples");
        }
        return new HeldOut(
            dataset.Train.Slice(dataset.Train.Count - count, count),
            same ? $"{which}, which the run set aside" : $"{which}, which a run sets aside by default"
        );
    }
}
