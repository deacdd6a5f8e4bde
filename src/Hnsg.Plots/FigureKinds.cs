using Hnsg.Measures;
using Hnsg.Plots.Drawing;
using Hnsg.Plots.Figures;
using Hnsg.Plots.Raster;

namespace Hnsg.Plots;

/// <summary>The figures that can be made from a run.</summary>
public static class FigureKinds
{
    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<FigureKind> All { get; } =
    [
        new("curves", "loss, accuracy, firing intensity, churn and learning rate over epochs", (run, _) => Curves(run)),
        new("raster", "one sample: picture, spikes, votes", Raster),
        new("spikes", "one sample step by step: an animation as SVG, the last step as PNG", Animation),
        new("membranes", "the membranes of one sample, with threshold and spikes", Membranes),
        new("fields", "the kept connections of hidden neurons as pictures", (run, _) => Fields(run)),
        new(
            "inputs",
            "the number of kept connections of each input pixel",
            (run, _) => InputMapPanel.Of(run.Network).Figure()
        ),
        new(
            "scores",
            "score histograms, with the cut above which connections are kept (needs checkpoint.bin)",
            (run, _) => Scores(run)
        ),
        new("churn", "the connections that changed in each epoch", (run, _) => CurvePanels.Churn(run.History).Figure()),
        new("activity", "the firing intensity of the neurons of each layer", (run, _) => Activity(run)),
        new("confusion", "the confusion matrix and the most confused samples", (run, _) => Confusion(run)),
        new("steps", "accuracy when stopped early", (run, _) => StepsPanel.Of(run.Measured, run.Exit).Figure()),
        new("calibration", "accuracy against confidence", (run, _) => CalibrationPanel.Of(run.Measured).Figure()),
    ];

    /// <summary>A kind by name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static FigureKind Find(string name) =>
        All.FirstOrDefault(kind => kind.Name == name)
        ?? throw UnknownName.Error("kind", name, [.. All.Select(kind => kind.Name)]);

    private static Figure Curves(RunContents run) =>
        Panel.Grid(
            $"Training of {run.Folder.Path}",
            2,
            CurvePanels.Loss(run.History),
            CurvePanels.Accuracy(run.History),
            CurvePanels.Intensity(run),
            CurvePanels.Churn(run.History)
        );

    private static Figure Raster(RunContents run, int? wanted)
    {
        int sample = run.Sample(wanted);
        return SpikeRasterFigure.Of(run.Network, run.Data.Test.Pixels(sample), sample, run.Data.Test.Labels[sample]);
    }

    private static Figure Animation(RunContents run, int? wanted)
    {
        int sample = run.Sample(wanted);
        return SpikeAnimation.Of(run.Network, run.Data.Test.Pixels(sample), sample);
    }

    private static Figure Membranes(RunContents run, int? wanted)
    {
        int sample = run.Sample(wanted);
        return MembranePanel.Of(run.Network, run.Data.Test.Pixels(sample), sample).Figure(height: 480);
    }

    private static Figure Fields(RunContents run) =>
        ReceptiveFieldPanel.Of(run.Network, run.Measured.Layers[0]).Figure(height: 420);

    private static Figure Scores(RunContents run) =>
        run.Scores.Count == 0
            ? throw new InputException(
                run.Folder.CheckpointPath,
                File.Exists(run.Folder.CheckpointPath)
                    ? $"method '{run.Description.Options.Method}' has no scores with a cut, above which connections are kept"
                    : "the scores are in the checkpoint, but there is none"
            )
            : Panel.Grid(
                $"Scores of {run.Folder.Path}",
                Math.Min(2, run.Scores.Count),
                [.. run.Scores.Select((scores, l) => ScorePanel.Of(scores, l, l == run.Scores.Count - 1))]
            );

    private static Figure Activity(RunContents run)
    {
        LayerActivity[] spiking = [.. run.Measured.Layers.Where(layer => layer.Spikes)];
        return spiking.Length == 0
            ? throw new InputException(
                run.Folder.ModelPath,
                "no layer of this network spikes, so there is no activity to draw"
            )
            : Panel.Grid(
                $"Firing intensity of the neurons of {run.Folder.Path}",
                Math.Min(2, spiking.Length),
                [.. spiking.Select(layer => ActivityPanel.Of(layer, layer.Layer == run.Measured.Layers.Count))]
            );
    }

    private static Figure Confusion(RunContents run) =>
        Panel.Row(
            "Confusion matrix and most confused samples",
            480,
            ConfusionPanel.Of(run.Measured.Evaluation, run.Network),
            ConfusedPanel.Of(run.Measured, run.Network, run.Data.Test)
        );
}
