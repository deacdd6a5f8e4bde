using Hnsg.Data;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Measuring;

/// <summary>One training to a validation accuracy.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Batches">Batches until then, or in all where it was not reached.</param>
/// <param name="Seconds">Seconds of training until then, evaluation not counted; null where it was not reached.</param>
/// <param name="Accuracy">The validation accuracy that was seen last.</param>
internal sealed record TimeToAccuracy(ulong Seed, long Batches, double? Seconds, double Accuracy)
{
    /// <summary>Trains until the accuracy is seen or the training is over.</summary>
    public static TimeToAccuracy Measure(TrainingOptions options, Dataset data, int threads, double accuracy)
    {
        using var session = new TrainingSession(options, data, threads);
        if (session.ValidationSamples == 0)
        {
            throw new OptionException("preset", "it puts no validation samples aside");
        }
        var last = new Last();
        long batches = 0;
        while (!session.Finished && last.Accuracy < accuracy)
        {
            session.Step(last);
            batches++;
        }
        return new TimeToAccuracy(
            options.Seed,
            batches,
            last.Accuracy >= accuracy ? session.Seconds : null,
            last.Accuracy
        );
    }

    private sealed class Last : IProgress<TrainingProgress>
    {
        public double Accuracy { get; private set; }

        public void Report(TrainingProgress value) => Accuracy = value.ValidationAccuracy ?? Accuracy;
    }
}
