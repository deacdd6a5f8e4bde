using System.Diagnostics;
using System.Globalization;

namespace Hnsg.Bench.Measuring;

/// <summary>What one build of the command did with a training and a prediction.</summary>
/// <param name="ImagesPerSecond">Of the last epoch.</param>
/// <param name="PredictSeconds">From the start of the process to the answers to a hundred samples.</param>
/// <param name="Model">The trained model's bytes.</param>
/// <param name="Answers">What was predicted.</param>
internal sealed record BuildRun(double ImagesPerSecond, double PredictSeconds, byte[] Model, string Answers)
{
    private const int Samples = 12_800;

    private static readonly string[] s_train =
    [
        .. "--hidden 1000 --steps 25 --batch 128 --keep 0.5 --encoding rate --shift 0 --epochs 5 --validation 0".Split(
            ' '
        ),
        "--train-samples",
        $"{Samples}",
    ];

    /// <summary>Milliseconds of a training step of 128 samples.</summary>
    public double StepMilliseconds => 128_000 / ImagesPerSecond;

    /// <summary>Trains and predicts on one thread.</summary>
    /// <param name="build">Program and first arguments.</param>
    /// <param name="dataset">Data set.</param>
    /// <exception cref="IOException">The command failed.</exception>
    public static BuildRun Measure(string[] build, string dataset)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hnsg-bench");
        try
        {
            string run = Path.Combine(folder.FullName, "run");
            Run(build, ["train", "--dataset", dataset, .. s_train, "--threads", "1", "--out", run, "--json"]);
            string model = Path.Combine(run, "model.hnsg");
            long start = Stopwatch.GetTimestamp();
            string answers = Run(build, ["predict", model, .. Enumerable.Range(0, 100).Select(i => $"{i}"), "--json"]);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            string[] rows = File.ReadAllLines(Path.Combine(run, "metrics.csv"));
            int column = Array.IndexOf(rows[0].Split(','), "imagesPerSecond");
            return new BuildRun(
                double.Parse(rows[^1].Split(',')[column], CultureInfo.InvariantCulture),
                seconds,
                File.ReadAllBytes(model),
                answers
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string[] build, string[] arguments)
    {
        (int code, string output, string errors) = ChildProcess.Run(build[0], [.. build[1..], .. arguments]);
        return code == 0 ? output : throw new IOException($"{build[^1]} {arguments[0]} failed: {errors.Trim()}");
    }
}
