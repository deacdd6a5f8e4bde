using System.Diagnostics;
using System.Globalization;
using Hnsg.Data;
using Hnsg.Sweeps;
using Hnsg.Sweeps.Plans;
using Hnsg.Training;
using Hnsg.Training.Options;

namespace Hnsg.Bench.Measuring;

/// <summary>A sweep of short runs, one after another and side by side.</summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="Jobs">How many were side by side.</param>
/// <param name="One">Time of one after another.</param>
/// <param name="Together">Time of side by side.</param>
/// <param name="Same">Whether the tables are the same but for times.</param>
internal sealed record SweepTimes(int Runs, int Jobs, TimeSpan One, TimeSpan Together, bool Same)
{
    public double TimesAsFast => One / Together;

    public static SweepTimes Measure(int runs, int jobs)
    {
        Dataset data = Datasets.Load("digits");
        Sweep(data, jobs, jobs, out _);
        string one = Sweep(data, runs, 1, out TimeSpan alone);
        string other = Sweep(data, runs, jobs, out TimeSpan together);
        return new SweepTimes(runs, jobs, alone, together, one == other);
    }

    private static string Sweep(Dataset data, int runs, int jobs, out TimeSpan time)
    {
        string folder = Directory.CreateTempSubdirectory("hnsg-bench-sweep-").FullName;
        try
        {
            long start = Stopwatch.GetTimestamp();
            SweepTable table = new Sweep(folder, Plan(runs), data).Run(jobs);
            time = Stopwatch.GetElapsedTime(start);
            return (table with { Runs = [.. table.Runs.Select(run => run with { TrainSeconds = 0 })] }).ToCsv();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SweepPlan Plan(int runs) =>
        new()
        {
            Path = "sweep of the benchmark",
            Varied = ["learning-rate"],
            Configurations =
            [
                .. Enumerable
                    .Range(0, runs)
                    .Select(run => 0.001 * Math.Round(1 + 0.1 * run, 1))
                    .Select(rate => new SweepConfiguration(
                        [new OptionValue("learning-rate", rate.ToString("R", CultureInfo.InvariantCulture))],
                        new TrainingOptions
                        {
                            Hidden = [256],
                            Keep = [0.05, 0.5],
                            Epochs = 2,
                            TrainSamples = 2000,
                            LearningRate = rate,
                        },
                        Presets.Default
                    )),
            ],
        };
}
