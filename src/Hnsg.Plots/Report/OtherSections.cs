using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Plots.Figures;
using static Hnsg.Plots.Report.ReportNumbers;

namespace Hnsg.Plots.Report;

/// <summary>The parts of a report on a network that is not a hidden network: those that both kinds share.</summary>
internal static class OtherSections
{
    public static void Headline(Html page, RunContents run, TrainedNetwork network)
    {
        FiringIntensity intensity = run.Cost.Evaluation.FiringIntensity;
        page.Raw("<div class=\"numbers\">\n");
        ReportSections.Number(
            page,
            Percent(run.Cost.Evaluation.Accuracy),
            $"accuracy on {ReportSections.TestSamples(run)}",
            "lead"
        );
        if (network.Spec.HasSpikes)
        {
            ReportSections.Number(page, Small(intensity.Spiking), "firing intensity, hidden and output neurons");
        }
        else
        {
            ReportSections.Number(
                page,
                Percent(intensity.Hidden),
                "of the hidden units active, on average over samples"
            );
        }
        ReportSections.Number(page, Count(network.Connections), $"connections of {Count(network.Spec.AllConnections)}");
        ReportSections.Number(page, Bytes(network.ToBytes().Length), "model file");
        ReportSections.Number(page, Count(run.Cost.SynapticOperations), "synaptic operations per sample");
        page.Raw("</div>\n");
    }

    public static void Answers(Html page, RunContents run, TrainedNetwork network)
    {
        ReportSections.Section(page, "Answers", $"Where the network is wrong, for {ReportSections.TestSamples(run)}.");
        page.Raw("<div class=\"figures\" style=\"max-width:520px\">\n");
        page.Figure(ConfusionPanel.Of(run.Cost.Evaluation, network).Figure(height: 470));
        page.Raw("</div>\n");
    }

    public static void Measures(Html page, RunContents run, TrainedNetwork network)
    {
        ReportSections.Section(
            page,
            "Measures",
            "Operations are counted in the same way as for a hidden network, so the two can be compared."
        );
        page.Raw("<div class=\"tables\">\n<div>");
        page.Table([], Results(run, network));
        page.Raw("</div><div>");
        page.Table([], Costs(run.Cost, network));
        page.Raw("</div></div>\n");
        page.Element("p", $"Energy: {EnergyModel.Caveat}", "class=\"notice\" style=\"margin-top:16px\"");
    }

    private static IEnumerable<IReadOnlyList<string>> Results(RunContents run, TrainedNetwork network)
    {
        Evaluation evaluation = run.Cost.Evaluation;
        yield return ReportTables.Accuracy(evaluation);
        if (run.Result is { } result)
        {
            yield return ["accuracy on validation samples", Percent(result.ValidationAccuracy)];
            if (result.Conversion is { } conversion)
            {
                yield return ["accuracy of the ReLU network before conversion", Percent(conversion.SourceAccuracy)];
            }
        }
        if (!network.Spec.HasSpikes)
        {
            yield return ["active units, hidden", Percent(evaluation.FiringIntensity.Hidden)];
            yield break;
        }
        foreach (IReadOnlyList<string> row in ReportTables.Intensities(evaluation.FiringIntensity))
        {
            yield return row;
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Costs(NetworkCost cost, TrainedNetwork network)
    {
        yield return ["model file", Bytes(network.ToBytes().Length)];
        yield return ["connections", $"{Count(network.Connections)} of {Count(network.Spec.AllConnections)}"];
        yield return ["multiplications", $"{Count(cost.Macs)} per sample"];
        yield return ["additions", $"{Count(cost.Acs)} per sample"];
        foreach (EnergyModel model in EnergyModel.All)
        {
            yield return
            [
                $"energy, {model.Name}",
                Text($"{cost.Joules(model) * 1e9:#,0.###} nJ per sample, compute only"),
            ];
        }
    }
}
