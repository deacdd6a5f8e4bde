using System.Globalization;
using Hnsg.Plots.Drawing;
using Hnsg.Training;
using Hnsg.Training.Methods;

namespace Hnsg.Plots.Figures;

/// <summary>What changed from epoch to epoch of a training.</summary>
internal static class CurvePanels
{
    public static Panel Loss(IReadOnlyList<EpochReport> history) =>
        Curves("Loss", "mean loss (nats)", history, 0, ("training", Hue.First, epoch => epoch.Loss));

    public static Panel Accuracy(IReadOnlyList<EpochReport> history) =>
        Curves(
            "Accuracy",
            "accuracy (%)",
            history,
            null,
            ("training", Hue.First, epoch => epoch.TrainAccuracy * 100),
            ("validation", Hue.Second, epoch => epoch.ValidationAccuracy * 100)
        );

    /// <summary>How active a run's network was; where it was trained without spikes, by its units above 0.</summary>
    public static Panel Intensity(RunContents run) =>
        TrainingChoices.TrainsSpikes(run.Description.Options.Method)
            ? Intensity(run.History)
            : ActiveUnits(run.History);

    public static Panel Intensity(IReadOnlyList<EpochReport> history) =>
        Curves(
            "Firing intensity",
            "spikes per neuron and step",
            history,
            0,
            ("hidden", Hue.First, epoch => epoch.FiringIntensity.Hidden),
            ("spiking", Hue.Second, epoch => epoch.FiringIntensity.Spiking),
            ("all", Hue.Third, epoch => epoch.FiringIntensity.All)
        );

    private static Panel ActiveUnits(IReadOnlyList<EpochReport> history) =>
        Curves(
            "Active units",
            "hidden units above 0 (%)",
            history,
            0,
            ("hidden", Hue.First, epoch => epoch.FiringIntensity.Hidden * 100)
        );

    public static Panel Churn(IReadOnlyList<EpochReport> history) =>
        Curves(
            "Mask churn",
            "connections changed (%, 1 − Jaccard)",
            history,
            0,
            ("all layers", Hue.First, epoch => epoch.MaskChurn * 100)
        );

    public static Panel LearningRate(IReadOnlyList<EpochReport> history) =>
        Curves(
            "Learning rate",
            "rate of the epoch's last step",
            history,
            0,
            ("", Hue.First, epoch => epoch.LearningRate)
        );

    // Room for a value such as 0.0123 or 98.76 beside the last dot.
    private const double LabelWidth = 56;

    private static Panel Curves(
        string title,
        string label,
        IReadOnlyList<EpochReport> history,
        double? from,
        params (string Name, Hue Hue, Func<EpochReport, double?> Value)[] curves
    )
    {
        (string Name, Hue Hue, Func<EpochReport, double?> Value)[] known =
        [
            .. curves.Where(curve => history.Any(epoch => curve.Value(epoch) is not null)),
        ];
        bool labelled = known.Any(curve => curve.Name.Length > 0) && history.Count > 0;
        return new Panel(
            title,
            (canvas, box) =>
            {
                double last = Math.Max(2, history.Count);
                var chart = new Chart(
                    canvas,
                    labelled ? box with { Width = box.Width - LabelWidth } : box,
                    new Axis("epoch", 1, last) { Whole = true },
                    Axis.Around(label, history.SelectMany(e => known.Select(c => c.Value(e) ?? double.NaN)), from)
                );
                foreach ((_, Hue hue, Func<EpochReport, double?> value) in known)
                {
                    chart.Line(
                        history.Select(e => ((double)e.Epoch, value(e) ?? double.NaN)),
                        hue,
                        2,
                        history.Count <= 40
                    );
                }
                LabelLast(canvas, chart, history, known);
            }
        )
        {
            Legend = known.Length > 1 ? [.. known.Select(curve => (curve.Name, (Tint)curve.Hue))] : [],
        };
    }

    // The last value as a number beside its dot: what people look for first, where no line can cross it. Two that are close
    // make room for each other.
    private static void LabelLast(
        FigureCanvas canvas,
        Chart chart,
        IReadOnlyList<EpochReport> history,
        (string Name, Hue Hue, Func<EpochReport, double?> Value)[] curves
    )
    {
        if (history.Count == 0)
        {
            return;
        }
        double taken = double.NegativeInfinity;
        foreach (
            (Hue hue, double value) in curves
                .Where(curve => curve.Name.Length > 0)
                .Select(curve => (curve.Hue, Value: curve.Value(history[^1]) ?? double.NaN))
                .Where(curve => double.IsFinite(curve.Value))
                .OrderByDescending(curve => curve.Value)
        )
        {
            double y = Math.Max(chart.Y(value) + 4, taken + 14);
            string text = value.ToString(value >= 10 ? "0.00" : "0.0000", CultureInfo.InvariantCulture);
            canvas.Text(chart.X(history.Count) + 8, y, text, new TextStyle(hue, 12, Bold: true));
            taken = y;
        }
    }
}
