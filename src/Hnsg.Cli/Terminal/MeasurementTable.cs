using Hnsg.Measures;
using Hnsg.Networks;

namespace Hnsg.Cli.Terminal;

/// <summary>The measures of a network, for people.</summary>
internal static class MeasurementTable
{
    /// <summary>Adds the measures to a table of two columns.</summary>
    public static void AddTo(Table table, Measurement measured, ExitChoice exit)
    {
        Evaluation evaluation = measured.Evaluation;
        Complexity complexity = measured.Complexity;
        table.Row(
            "accuracy",
            $"{Numbers.Percent(evaluation.Accuracy)}: {Numbers.Count(evaluation.Correct)} of {Numbers.Count(evaluation.Samples)}"
        );
        table.Row(
            "calibration",
            $"expected error {Numbers.Percent(measured.Calibration.Error)}"
                + (measured.ReadsMembranes ? ", with confidence from the mean membranes" : "")
        );
        table.Row("firing intensity", Numbers.Intensity(evaluation.FiringIntensity));
        foreach (LayerActivity layer in measured.Layers)
        {
            string what = layer.Layer == measured.Layers.Count ? "output" : $"layer {layer.Layer}";
            table.Row(
                what,
                layer.Spikes
                    ? $"{Numbers.Count(layer.Neurons)} neurons, median intensity {Numbers.Small(layer.Quantile(0.5))}; "
                        + $"{Numbers.Count(layer.Dead)} dead, {Numbers.Count(layer.Saturated)} saturated"
                    : $"{Numbers.Count(layer.Neurons)} neurons that never spike: the highest membrane is the answer"
            );
        }
        table.Row(
            "synaptic operations",
            $"{Numbers.Count((long)complexity.EffectiveAcs)} additions and {Numbers.Count((long)complexity.EffectiveMacs)} "
                + $"multiplications per sample; dense {Numbers.Count((long)complexity.Dense)}"
        );
        table.Row("membrane updates", $"{Numbers.Count((long)complexity.MembraneUpdates)} per sample");
        table.Row(
            "sparsity",
            $"connections {Numbers.Percent(complexity.ConnectionSparsity)}, activations {Numbers.Percent(complexity.ActivationSparsity)}"
        );
        table.Row("footprint", $"{Numbers.Count(complexity.FootprintBytes)} bytes, including dropped connections");
        foreach (EnergyModel model in EnergyModel.All)
        {
            table.Row(
                "energy",
                $"{Numbers.Microjoules(model.Joules(complexity))} per sample, compute only ({model.Description})"
            );
        }
        table.Row("", "excludes memory traffic; counting it, an SNN needs a low firing rate to win (arXiv 2409.08290)");
        table.Row(
            "accuracy after step",
            string.Join(
                ", ",
                Chosen(measured.StepAccuracy.Count).Select(t => $"{t}: {Numbers.Percent(measured.StepAccuracy[t - 1])}")
            )
        );
        table.Row(
            "early exit",
            exit.Of(measured) is { } chosen
                ? FormattableString.Invariant(
                    $"{chosen.MeanSteps:F2} of {measured.StepAccuracy.Count} steps on average, {chosen.Accuracy * 100:F2} % right, stopping at a lead of {chosen.Margin} votes"
                )
                : $"– ({exit.Description})"
        );
        if (exit.Margin is not null)
        {
            table.Row("", $"the lead was chosen on {exit.Description}");
        }
    }

    /// <summary>Writes the classes that are most often missed.</summary>
    public static void ShowClasses(Measurement measured, HiddenNetwork network)
    {
        Table table = Screen.Table("Class", "samples", "precision", "recall", "most often mistaken for");
        int classes = measured.Classes.Count;
        foreach (ClassMeasure c in measured.Classes.OrderBy(c => c.Recall ?? 2).Take(20).OrderBy(c => c.Class))
        {
            int[] row = [.. measured.Evaluation.Confusion.Skip(c.Class * classes).Take(classes)];
            row[c.Class] = 0;
            int worst = row.Index().MaxBy(other => other.Item).Index;
            table.Row(
                Name(network, c.Class),
                Numbers.Count(c.Samples),
                Numbers.Percent(c.Precision),
                Numbers.Percent(c.Recall),
                row[worst] == 0 ? "–" : $"{Name(network, worst)} ({Numbers.Count(row[worst])})"
            );
        }
        Screen.Output.Write(table);
    }

    private static string Name(HiddenNetwork network, int c) =>
        c < network.Metadata.Classes.Count
            ? network.Metadata.Classes[c]
            : c.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // All of a few steps, or about eight of many, the last among them.
    private static IEnumerable<int> Chosen(int steps)
    {
        int apart = (steps + 7) / 8;
        return Enumerable.Range(1, steps).Where(t => t == steps || (t % apart == 0 && steps - t >= apart));
    }
}
