using Hnsg.Plots.Drawing;
using Hnsg.Training.Runs;

namespace Hnsg.Plots;

/// <summary>Several runs against each other: accuracy against firing intensity, and against the kept fraction.</summary>
public static class CompareFigure
{
    /// <summary>Draws finished runs.</summary>
    /// <param name="runs">Name and result of each; at least one.</param>
    /// <exception cref="ArgumentException">There is no run, or one is null.</exception>
    public static Figure Of(IReadOnlyList<(string Name, RunResult Result)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0 || runs.Any(run => run.Name is null || run.Result is null))
        {
            throw new ArgumentException("There are no runs, or one is null.", nameof(runs));
        }
        return Panel.Grid(
            $"Accuracy of {runs.Count} runs against firing intensity and kept fraction",
            2,
            Scatter("Accuracy and spikes", "spiking intensity (spikes per neuron and step)", runs, Intensity),
            Scatter("Accuracy and connections", "kept connections (%)", runs, Kept)
        );
    }

    private static double Intensity(RunResult result) => result.FiringIntensity.Spiking;

    private static double Kept(RunResult result)
    {
        double all = result.Layers.Zip(result.Layers.Skip(1), (from, to) => (double)from * to).Sum();
        return result.Connections / all * 100;
    }

    private static Panel Scatter(
        string title,
        string label,
        IReadOnlyList<(string Name, RunResult Result)> runs,
        Func<RunResult, double> value
    ) =>
        new(
            title,
            (canvas, box) =>
            {
                var chart = new Chart(
                    canvas,
                    box,
                    Axis.Around(label, runs.Select(run => value(run.Result)), from: 0),
                    Axis.Around("test accuracy (%)", runs.Select(run => run.Result.Test.Accuracy * 100))
                );
                var labels = new PointLabels(canvas, chart.Area);
                foreach ((string name, RunResult result) in runs.OrderByDescending(run => run.Result.Test.Accuracy))
                {
                    double x = chart.X(value(result));
                    double y = chart.Y(result.Test.Accuracy * 100);
                    canvas.Dots([(x, y)], 4.5, new Tint(Hue.First, 0.85));
                    labels.Add(x, y, name);
                }
            }
        );
}
