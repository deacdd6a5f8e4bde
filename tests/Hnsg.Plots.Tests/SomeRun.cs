using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Sweeps.Fronts;
using Hnsg.Training;
using Hnsg.Training.Options;
using Hnsg.Training.Runs;

namespace Hnsg.Plots.Tests;

/// <summary>What a run leaves, made up: no training is needed to draw.</summary>
internal static class SomeRun
{
    public static HiddenNetwork Network { get; } =
        Some.Network([40], metadata: new ModelMetadata { Classes = ["zero", "one", "two", "three"] });

    /// <summary>One whose output neurons never spike.</summary>
    public static HiddenNetwork ReadOut { get; } = Some.Network([40], output: ResetKind.None);

    public static SampleSet Samples { get; } =
        new(
            Enumerable.Range(0, 60).SelectMany(n => Some.Pixels(sample: (uint)n)).ToArray(),
            Enumerable.Range(0, 60).Select(n => (byte)(n % 4)).ToArray(),
            64
        );

    public static Measurement Measured { get; } = Measurer.Run(Network, Samples, 1);

    public static Measurement ReadOutMeasured { get; } = Measurer.Run(ReadOut, Samples, 1);

    public static ExitChoice Exit { get; } = new(2, "some samples");

    /// <summary>Epochs in which all goes as it should.</summary>
    public static IReadOnlyList<EpochReport> History { get; } =
    [
        .. Enumerable
            .Range(1, 6)
            .Select(epoch => new EpochReport
            {
                Epoch = epoch,
                Loss = 1.5 / epoch,
                TrainAccuracy = 1 - 0.25 / epoch,
                ValidationAccuracy = 0.97 - 0.2 / epoch,
                FiringIntensity = new FiringIntensity(0.1 + 0.05 / epoch, 0.1 + 0.06 / epoch, null),
                MaskChurn = 0.5 / epoch,
                LearningRate = 0.003 * (6 - epoch) / 6,
                Seconds = epoch,
                ImagesPerSecond = 1000,
            }),
    ];

    public static ScoreHistogram Scores { get; } =
        new(0.01, [.. Enumerable.Range(0, ScoreHistogram.Bins).Select(b => Math.Max(0, 900 - 17 * b))], 0.3);

    /// <summary>Runs of two seeds each, from few connections to many, of which some are worse than smaller ones.</summary>
    public static Front Front(string measures, int? steps = null) =>
        Sweeps.Fronts.Front.Of(
            FrontPoint.Of([
                .. Enumerable
                    .Range(0, 9)
                    .SelectMany(n =>
                        new[] { 1UL, 2UL }.Select(seed =>
                            Point(seed, steps ?? n + 1, 0.96 + 0.004 * (n % 4 + n / 2) - 0.001 * seed, n)
                        )
                    ),
            ]),
            FrontMeasure.Parse(measures)
        );

    private static FrontRun Point(ulong seed, int steps, double accuracy, int n) =>
        new(
            $"run{n}-{seed}",
            new RunDescription
            {
                Hnsg = "0.1.0",
                Preset = n % 3 == 0 ? "default" : "tiny",
                Options = new TrainingOptions { Steps = steps, Seed = seed },
                Data = new RunData
                {
                    Name = "some",
                    Source = "memory",
                    Sha256 = new Dictionary<string, string>(),
                },
                Layers = [64, 40, 4],
            },
            Result(accuracy, 0.2 / (n + 2), 1000L << n) with
            {
                Seed = seed,
                ModelBytes = 500 + 400 * n,
            }
        );

    public static RunResult Result(double accuracy, double intensity, long connections) =>
        new()
        {
            Dataset = "some",
            Source = "memory",
            Method = "hnsg",
            Preset = "default",
            Seed = 1,
            Epochs = 6,
            EpochsRun = 6,
            Layers = [64, 40, 4],
            TrainSamples = 100,
            ValidationAccuracy = accuracy,
            Test = new TestReport(60, accuracy),
            FiringIntensity = new FiringIntensity(intensity, intensity, null),
            Kept = [0.5, 0.5],
            Connections = connections,
            ModelBytes = 1000,
            TrainSeconds = 1,
            TrainImagesPerSecond = 1000,
            SecondsToAccuracy = null,
            Hnsg = "0.1.0",
        };
}
