using System.Globalization;
using Hnsg.Training;

namespace Hnsg.Bench;

/// <summary>What the step benchmark measured.</summary>
internal sealed class StepResult(string dataset, TrainingOptions options, int threads, StepTimes[] times)
{
    /// <summary>Median milliseconds of a step.</summary>
    public double Total { get; } = Median(times, time => time.Total);

    private double Forward { get; } = Median(times, time => time.Forward);

    private double Backward { get; } = Median(times, time => time.Backward);

    private double Select { get; } = Median(times, time => time.Select);

    private static double PeakMegabytes =>
        System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024.0);

    public string Json() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {
              "benchmark": "step", "dataset": "{{dataset}}", "hidden": {{options.Hidden[0]}}, "threads": {{threads}},
              "steps": {{options.Steps}}, "batch": {{options.Batch}}, "keep": {{options.Keep[
                0
            ]}}, "repeat": {{times.Length}},
              "medianMs": {{Total:F4}},
              "parts": { "forward": {{Forward:F4}}, "backward": {{Backward:F4}}, "select": {{Select:F4}} },
              "peakMegabytes": {{PeakMegabytes:F1}}
            }
            """
        );

    public string Text() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            one training step, 784-{options.Hidden[
                0
            ]}-10 on {dataset}, T = {options.Steps}, batch {options.Batch}, {threads} thread(s)
            median of {times.Length}: {Total:F2} ms (forward {Forward:F2}, backward {Backward:F2}, masks {Select:F2}); peak {PeakMegabytes:F0} MB
            """
        );

    private static double Median(StepTimes[] times, Func<StepTimes, double> part)
    {
        double[] sorted = [.. times.Select(part).Order()];
        return sorted[sorted.Length / 2];
    }
}
