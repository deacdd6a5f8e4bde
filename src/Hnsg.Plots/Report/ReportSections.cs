using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Raster;
using Hnsg.Training.Runs;
using static Hnsg.Plots.Report.ReportNumbers;

namespace Hnsg.Plots.Report;

/// <summary>The parts of a report, from top to bottom.</summary>
internal static class ReportSections
{
    /// <summary>Where a link to a section goes.</summary>
    public static string Id(string name) => name.Replace(' ', '-').ToLowerInvariant();

    public static void Section(Html page, string name, string text)
    {
        page.Element("h2", name, $"id=\"{Id(name)}\"");
        page.Element("p", text);
    }

    /// <summary>The samples that everything is measured on; their data set is named where it is not the run's.</summary>
    public static string TestSamples(RunContents run) =>
        $"{Count(run.Data.Test.Count)} test samples"
        + (run.IsOnOtherData ? $" of {Path.GetFileName(run.Data.Name)}" : "");

    public static void Headline(Html page, RunContents run, HiddenNetwork network)
    {
        Measurement measured = run.Measured;
        Complexity complexity = measured.Complexity;
        page.Raw("<div class=\"numbers\">\n");
        Number(page, Percent(measured.Evaluation.Accuracy), $"accuracy on {TestSamples(run)}", "lead");
        Number(page, Small(measured.Evaluation.FiringIntensity.Spiking), "firing intensity, hidden and output neurons");
        Number(page, Count(network.Connections), $"connections kept of {Count(network.Spec.AllConnections)}");
        Number(page, Bytes(network.ToBytes().Length), "model file");
        if (run.Exit.Of(measured) is { } exit)
        {
            Number(
                page,
                Text($"{exit.MeanSteps:0.00} of {network.Spec.Steps}"),
                $"mean time steps when stopped at a lead of {exit.Margin} votes; accuracy {Percent(exit.Accuracy)}"
            );
        }
        Number(
            page,
            Count(complexity.EffectiveAcs + complexity.EffectiveMacs),
            $"synaptic operations per sample, of {Count(complexity.Dense)} if dense"
        );
        page.Raw("</div>\n");
    }

    public static void Number(Html page, string number, string what, string kind = "") =>
        page.Raw("<div class=\"number\">")
            .Element("b", number, kind.Length > 0 ? $"class=\"{kind}\"" : "")
            .Element("span", what)
            .Raw("</div>\n");

    public static void Training(Html page, RunContents run)
    {
        Section(
            page,
            "Training",
            "One point per epoch. Training accuracy is taken from each batch before its update. Validation samples are never trained on."
        );
        page.Raw("<div class=\"figures\">\n");
        page.Figure(CurvePanels.Accuracy(run.History).Figure());
        page.Figure(CurvePanels.Loss(run.History).Figure());
        if (run.History.Any(epoch => epoch.MaskChurn > 0))
        {
            page.Figure(CurvePanels.Churn(run.History).Figure());
        }
        page.Figure(CurvePanels.Intensity(run).Figure());
        page.Figure(CurvePanels.LearningRate(run.History).Figure());
        page.Raw("</div>\n");
    }

    public static void Network(Html page, RunContents run, HiddenNetwork network)
    {
        Section(page, "Network", "The weights are random and frozen; training learnt which of them to keep.");
        page.Raw("<div class=\"figures\">\n");
        page.Figure(InputMapPanel.Of(network).Figure(height: 420));
        page.Figure(ReceptiveFieldPanel.Of(network, run.Measured.Layers[0]).Figure(height: 420));
        page.Raw("</div>\n<div class=\"figures\">\n");
        foreach ((int layer, Hnsg.Training.ScoreHistogram scores) in run.Scores.Index())
        {
            page.Figure(ScorePanel.Of(scores, layer, layer == run.Scores.Count - 1).Figure());
        }
        foreach (LayerActivity layer in run.Measured.Layers.Where(layer => layer.Spikes))
        {
            page.Figure(ActivityPanel.Of(layer, layer.Layer == run.Measured.Layers.Count).Figure());
        }
        page.Raw("</div>\n");
    }

    public static void OneSample(Html page, RunContents run, HiddenNetwork network, int sample)
    {
        Section(page, "One sample", $"How test sample {sample} passes through the network.");
        ReadOnlySpan<byte> pixels = run.Data.Test.Pixels(sample);
        page.Raw("<div class=\"figures\">\n");
        page.Figure(SpikeRasterFigure.Of(network, pixels, sample, run.Data.Test.Labels[sample]), wide: true);
        page.Raw("</div>\n<div class=\"figures\">\n");
        page.Figure(SpikeAnimation.Of(network, pixels, sample));
        page.Figure(MembranePanel.Of(network, pixels, sample).Figure(560, 440));
        page.Raw("</div>\n");
    }

    public static void Answers(Html page, RunContents run, HiddenNetwork network)
    {
        Section(
            page,
            "Answers",
            $"Where the network is wrong, how sure it is, and how soon it decides, for {TestSamples(run)}."
        );
        page.Raw("<div class=\"figures\">\n");
        page.Figure(ConfusionPanel.Of(run.Measured.Evaluation, network).Figure(height: 470));
        page.Figure(ConfusedPanel.Of(run.Measured, network, run.Data.Test).Figure(height: 470));
        page.Raw("</div>\n<div class=\"figures\">\n");
        page.Figure(StepsPanel.Of(run.Measured, run.Exit).Figure(), LeadNote(run.Exit));
        page.Figure(CalibrationPanel.Of(run.Measured).Figure());
        page.Raw("</div>\n");
    }

    private static string LeadNote(ExitChoice exit) =>
        exit.Margin is null
            ? $"No lead was chosen: {exit.Description}."
            : $"The lead was chosen on {exit.Description}.";

    public static void Measures(Html page, RunContents run, HiddenNetwork network)
    {
        Section(
            page,
            "Measures",
            "Operations, sparsities and membrane updates are as NeuroBench defines them (arXiv 2304.04640)."
        );
        page.Raw("<div class=\"tables\">\n<div>");
        page.Table([], ReportTables.Measures(run.Measured));
        page.Raw("</div><div>");
        page.Table([], ReportTables.Costs(run.Measured, network));
        page.Raw("</div></div>\n");
        page.Element("p", $"Energy: {EnergyModel.Caveat}", "class=\"notice\" style=\"margin-top:16px\"");
        page.Table(["class", "samples", "precision", "recall", "F1"], ReportTables.Classes(run.Measured, network));
    }

    public static void Options(Html page, RunContents run)
    {
        var changed = Reproduction.Differences(run).Select(difference => difference.Option).ToHashSet();
        Section(
            page,
            "Options",
            changed.Count == 0
                ? $"All are as in the preset {run.Description.Preset}."
                : $"Those that differ from the preset {run.Description.Preset} are in colour."
        );
        IReadOnlyList<string>[] rows =
        [
            .. RunOptions
                .Values(run.Description.Options)
                .Select(option => (IReadOnlyList<string>)[option.Name, option.Value]),
        ];
        page.Raw("<div class=\"tables\">\n");
        foreach (IReadOnlyList<string>[] part in rows.Chunk((rows.Length + 2) / 3))
        {
            page.Table([], part, changed.Contains);
        }
        page.Raw("</div>\n");
    }

    public static void Reproduce(Html page, RunContents run)
    {
        Section(
            page,
            "Reproduce",
            "The same options and data give the same model, byte for byte, on any machine with any number of threads."
        );
        page.Raw("<div class=\"card\">").Element("pre", Reproduction.Command(run)).Raw("</div>\n");
        page.Table(
            [],
            [
                ["Hnsg", run.Description.Hnsg],
                .. run.Description.Data.Sha256.Select(sum =>
                    (IReadOnlyList<string>)[$"SHA-256 of {sum.Key}", sum.Value]
                ),
                .. File.Exists(run.Folder.ModelPath)
                    ? (IReadOnlyList<string>[])
                        [
                            [
                                "SHA-256 of model.hnsg",
                                Convert.ToHexStringLower(
                                    System.Security.Cryptography.SHA256.HashData(
                                        File.ReadAllBytes(run.Folder.ModelPath)
                                    )
                                ),
                            ],
                        ]
                    : [],
            ]
        );
    }
}
