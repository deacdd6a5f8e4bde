using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Plots.Raster;
using static Hnsg.Plots.Report.ReportNumbers;

namespace Hnsg.Plots.Report;

/// <summary>The numbers of a report, row by row.</summary>
internal static class ReportTables
{
    public static IReadOnlyList<string> Accuracy(Evaluation evaluation) =>
        ["accuracy", $"{Percent(evaluation.Accuracy)}, {Count(evaluation.Correct)} of {Count(evaluation.Samples)}"];

    public static IReadOnlyList<IReadOnlyList<string>> Intensities(FiringIntensity intensity) =>
        [
            ["firing intensity, hidden", Small(intensity.Hidden)],
            ["firing intensity, hidden and output", Small(intensity.Spiking)],
            [
                "firing intensity, including input",
                intensity.All is { } all ? Small(all) : "– (direct input has no spikes)",
            ],
        ];

    public static IEnumerable<IReadOnlyList<string>> Measures(Measurement measured)
    {
        Evaluation evaluation = measured.Evaluation;
        Complexity complexity = measured.Complexity;
        yield return Accuracy(evaluation);
        yield return
        [
            measured.ReadsMembranes
                ? "expected calibration error, with confidence from the mean membranes"
                : "expected calibration error",
            Percent(measured.Calibration.Error),
        ];
        foreach (IReadOnlyList<string> row in Intensities(evaluation.FiringIntensity))
        {
            yield return row;
        }
        foreach (LayerActivity layer in measured.Layers)
        {
            string name = layer.Layer == measured.Layers.Count ? "output layer" : $"layer {layer.Layer}";
            yield return
            [
                name,
                !layer.Spikes
                    ? Text(
                        $"{layer.Neurons:N0} neurons that never spike; the class with the highest membrane is the answer"
                    )
                    : Text(
                        $"{layer.Neurons:N0} neurons, mean intensity {layer.Intensity:0.0000}, {layer.Dead:N0} never spike, {layer.Saturated:N0} nearly always"
                    ),
            ];
        }
    }

    public static IEnumerable<IReadOnlyList<string>> Costs(Measurement measured, HiddenNetwork network)
    {
        Complexity complexity = measured.Complexity;
        yield return ["model file", Bytes(network.ToBytes().Length)];
        yield return ["footprint (NeuroBench)", Bytes(complexity.FootprintBytes)];
        yield return ["connection sparsity", Percent(complexity.ConnectionSparsity)];
        yield return ["activation sparsity", Percent(complexity.ActivationSparsity)];
        yield return ["operations if dense", $"{Count(complexity.Dense)} per sample"];
        yield return ["effective multiplications", $"{Count(complexity.EffectiveMacs)} per sample"];
        yield return ["effective additions", $"{Count(complexity.EffectiveAcs)} per sample"];
        yield return ["membrane updates", $"{Count(complexity.MembraneUpdates)} per sample"];
        foreach (EnergyModel model in EnergyModel.All)
        {
            yield return [$"energy, {model.Name}", $"{Energy(model, complexity)} per sample, compute only"];
        }
    }

    public static IEnumerable<IReadOnlyList<string>> Classes(Measurement measured, HiddenNetwork network) =>
        measured.Classes.Select(c =>
            (IReadOnlyList<string>)
                [
                    RasterHeadline.ClassName(network, c.Class),
                    Count(c.Samples),
                    Percent(c.Precision),
                    Percent(c.Recall),
                    Percent(c.F1),
                ]
        );
}
