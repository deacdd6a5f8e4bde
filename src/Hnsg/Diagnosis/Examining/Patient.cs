using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Methods;
using Hnsg.Training.Runs;

namespace Hnsg.Diagnosis.Examining;

/// <summary>A network to be examined, with what is known of its training.</summary>
/// <param name="Path">The model file.</param>
/// <param name="Network">The network.</param>
/// <param name="Run">The run that made it; null if unknown.</param>
/// <param name="History">The run's epochs; empty if unknown.</param>
public sealed record Patient(
    string Path,
    TrainedNetwork Network,
    RunDescription? Run,
    IReadOnlyList<EpochReport> History
)
{
    /// <summary>Opens a run folder, or a model file together with the run it belongs to.</summary>
    /// <param name="path">The folder or file.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the network was imported, not trained by Hnsg.</exception>
    public static Patient Open(string path)
    {
        bool isFolder = Directory.Exists(path);
        var folder = new RunFolder(path);
        if (isFolder && !folder.HoldsRun)
        {
            throw new InputException(
                path,
                "there is no run here: run.json is missing. Give a run folder or a model file."
            );
        }
        if (isFolder && !File.Exists(folder.ModelPath))
        {
            throw new InputException(
                path,
                "the run has no model yet. It is written when the run ends or is interrupted with Ctrl-C."
            );
        }
        string model = isFolder ? folder.ModelPath : path;
        RunFolder.CheckModel(model);
        TrainedNetwork network = TrainedNetwork.LoadAny(model);
        // Refused here, before anybody has to name data for it.
        if (network is RealNetwork real && !TrainingMethods.Names.Contains(real.Method))
        {
            throw new InputException(
                model,
                $"this network was imported ('{real.Method}'), not trained by hnsg, so the checks do not apply to it. Use 'hnsg eval' to test it."
            );
        }
        RunFolder? run = RunFolder.Of(model);
        return new Patient(
            model,
            network,
            run?.ReadDescription(),
            run is not null && File.Exists(run.MetricsPath) ? run.ReadMetrics() : []
        );
    }
}
