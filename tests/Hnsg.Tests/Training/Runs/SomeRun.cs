using Hnsg.Data;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;
using Xunit;

namespace Hnsg.Tests.Training.Runs;

/// <summary>A run of 3 epochs of 4 batches that takes milliseconds.</summary>
internal static class SomeRun
{
    public const int Batches = 12;

    public static TrainingOptions Options { get; } =
        new()
        {
            Hidden = [24],
            Keep = [0.2, 0.5],
            Gain = [1.0],
            Epochs = 3,
            Batch = 50,
            Validation = 40,
        };

    public static Dataset Data { get; } = Small(Datasets.Load("digits"));

    public static TrainingRun Start(string path, TrainingOptions? options = null, int threads = 1) =>
        TrainingRun.Start(path, options ?? Options, Data, threads: threads);

    public static TrainingRun Resume(string path, TrainingOptions? expected = null) =>
        TrainingRun.Resume(path, Data, expected, threads: 1);

    /// <summary>Trains, and stops as if interrupted after some batches.</summary>
    public static void Stop(TrainingRun run, int batches)
    {
        using var source = new CancellationTokenSource();
        if (batches == 0)
        {
            source.Cancel();
        }
        Assert.Throws<OperationCanceledException>(() =>
            run.Run(
                new Counter(() =>
                {
                    if (--batches == 0)
                    {
                        source.Cancel();
                    }
                }),
                source.Token
            )
        );
    }

    /// <summary>Rows of metrics without the columns of time.</summary>
    public static IEnumerable<string> Metrics(RunFolder folder) =>
        File.ReadLines(folder.MetricsPath).Select(line => string.Join(',', line.Split(',').SkipLast(2)));

    private static Dataset Small(Dataset digits) =>
        digits with
        {
            Train = digits.Train.Slice(0, 240),
            Test = digits.Test.Slice(0, 60),
        };

    public sealed class Counter(Action onBatch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => onBatch();
    }
}
