using System.Globalization;
using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Training;

namespace Hnsg.Bench;

/// <summary>Times complete training steps: encode, forward, loss, backward, update, masks.</summary>
internal static class StepBenchmark
{
    private const int WarmUp = 20;

    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        int hidden = arguments.Integer("hidden", 1000);
        int threads = arguments.Integer("threads", 1);
        int repeat = arguments.Integer("repeat", 100);
        var options = new TrainingOptions
        {
            Hidden = [hidden],
            Steps = arguments.Integer("steps", 25),
            Batch = arguments.Integer("batch", 128),
            Keep = [arguments.Number("keep", 0.5)],
            Encoding = arguments.Text("encoding", "rate") == "direct" ? InputEncoding.Direct : InputEncoding.Rate,
            Shift = 0,
            LearningRate = 0.001,
            Epochs = 1000,
        };
        Dataset data = Datasets.Load(Datasets.Auto, new DatasetOptions { AllowDownload = false });
        using var session = new TrainingSession(options, data, threads);
        for (int i = 0; i < WarmUp; i++)
        {
            session.Step();
        }
        var times = new StepTimes[repeat];
        for (int i = 0; i < repeat; i++)
        {
            session.Step();
            times[i] = session.LastStep;
        }
        Print(arguments.Has("json"), data.Name, hidden, threads, options, times);
        return 0;
    }

    private static void Print(
        bool json,
        string dataset,
        int hidden,
        int threads,
        TrainingOptions options,
        StepTimes[] times
    )
    {
        double total = Median(times, time => time.Total);
        double forward = Median(times, time => time.Forward);
        double backward = Median(times, time => time.Backward);
        double select = Median(times, time => time.Select);
        string text = json
            ? string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {
                  "benchmark": "step", "dataset": "{{dataset}}", "hidden": {{hidden}}, "threads": {{threads}},
                  "steps": {{options.Steps}}, "batch": {{options.Batch}}, "keep": {{options.Keep[
                    0
                ]}}, "repeat": {{times.Length}},
                  "medianMs": {{total:F4}},
                  "parts": { "forward": {{forward:F4}}, "backward": {{backward:F4}}, "select": {{select:F4}} }
                }
                """
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"""
                one training step, 784-{hidden}-10 on {dataset}, T = {options.Steps}, batch {options.Batch}, {threads} thread(s)
                median of {times.Length}: {total:F2} ms (forward {forward:F2}, backward {backward:F2}, masks {select:F2})
                """
            );
        Console.WriteLine(text);
    }

    private static double Median(StepTimes[] times, Func<StepTimes, double> part)
    {
        double[] sorted = [.. times.Select(part).Order()];
        return sorted[sorted.Length / 2];
    }
}
