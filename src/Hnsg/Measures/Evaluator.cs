using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Measures;

/// <summary>Runs networks over sets of samples.</summary>
public static class Evaluator
{
    /// <summary>Classifies every sample and compares with the labels.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">At least one sample, with as many pixels as the network has inputs.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one per core. The result does not depend on it.</param>
    /// <param name="progress">Receives the number of samples done.</param>
    /// <param name="cancellation">Stops between samples or batches.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network, or there are none.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Evaluation Run(
        TrainedNetwork network,
        SampleSet samples,
        int? threads = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        NetworkSpec spec = network.Spec;
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Count, 1, nameof(samples));
        SampleShape.Check(spec, samples);
        using var team = new WorkerTeam(threads);
        if (network is HiddenNetwork hidden && spec.IsPlain)
        {
            using var weights = EventNetwork.Load(hidden);
            using var engines = new EventTeam(weights, team);
            return Run(engines, spec, samples, progress, cancellation);
        }
        int batch = NetworkLayers.Batch(spec);
        using NetworkLayers layers = NetworkLayers.Load(network, batch);
        using var forward = new BatchForward(layers.All, spec.Encoding, batch, team);
        return Run(forward, spec, samples, progress, null, cancellation);
    }

    /// <summary>The same, with existing engines.</summary>
    internal static Evaluation Run(
        EventTeam engines,
        NetworkSpec spec,
        SampleSet samples,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var answers = new int[samples.Count];
        IntensityCount intensity = engines.Run(samples.AllPixels, answers, 0, false, progress, cancellation);
        return Result(spec, samples, answers, intensity);
    }

    /// <summary>The same, with an existing forward pass, for networks that do not compute in integers.</summary>
    internal static Evaluation Run(
        BatchForward forward,
        NetworkSpec spec,
        SampleSet samples,
        IProgress<int>? progress = null,
        Action? look = null,
        CancellationToken cancellation = default
    )
    {
        var answers = new int[samples.Count];
        var intensity = new IntensityCount();
        var source = new SampleSource(samples, spec);
        for (int first = 0; first < samples.Count; first += forward.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            source.First = first;
            forward.Run(source, Math.Min(forward.Capacity, samples.Count - first));
            intensity.Add(forward);
            look?.Invoke();
            for (int slot = 0; slot < forward.Count; slot++)
            {
                answers[first + slot] = forward.Decide(slot);
            }
            progress?.Report(first + forward.Count);
        }
        return Result(spec, samples, answers, intensity);
    }

    private static Evaluation Result(NetworkSpec spec, SampleSet samples, int[] answers, IntensityCount intensity)
    {
        int classes = spec.Classes;
        var confusion = new int[classes * classes];
        int correct = 0;
        for (int n = 0; n < answers.Length; n++)
        {
            int label = samples.Labels[n];
            correct += answers[n] == label ? 1 : 0;
            if (label < classes)
            {
                confusion[label * classes + answers[n]]++;
            }
        }
        return new Evaluation
        {
            Samples = samples.Count,
            Correct = correct,
            FiringIntensity = intensity.Of(spec),
            Confusion = confusion,
        };
    }
}
