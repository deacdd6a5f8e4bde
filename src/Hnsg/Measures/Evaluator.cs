using Hnsg.Data;
using Hnsg.Inference;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Measures;

/// <summary>Runs networks over sets of samples.</summary>
public static class Evaluator
{
    private const int BatchSize = 128;

    /// <summary>Classifies every sample and compares with the labels.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">At least one sample, of as many pixels as the network has inputs.</param>
    /// <param name="threads">Number of threads, at least 1; null for one a core. The result does not depend on it.</param>
    /// <param name="progress">Gets the number of samples done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Evaluation Run(
        TrainedNetwork network,
        SampleSet samples,
        int? threads = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        NetworkSpec spec = network.Spec;
        if (samples.Inputs != spec.Inputs)
        {
            throw new ArgumentException($"The samples have {samples.Inputs} pixels, the network {spec.Inputs} inputs.");
        }
        using var team = new WorkerTeam(threads ?? Environment.ProcessorCount);
        using var layers = NetworkLayers.Load(network, BatchSize);
        using var forward = new BatchForward(layers.All, spec.Encoding, BatchSize, team);
        return Run(forward, spec.Seed, samples, progress, cancellation);
    }

    /// <summary>The same with a forward pass that is there already.</summary>
    internal static Evaluation Run(
        BatchForward forward,
        ulong seed,
        SampleSet samples,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        int classes = forward.Layers[^1].Shape.Neurons;
        var confusion = new int[classes * classes];
        var intensity = new IntensityCount();
        var source = new SampleSource(samples, seed);
        int correct = 0;
        for (int first = 0; first < samples.Count; first += forward.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            source.First = first;
            forward.Run(source, Math.Min(forward.Capacity, samples.Count - first));
            intensity.Add(forward);
            for (int slot = 0; slot < forward.Count; slot++)
            {
                int label = samples.Labels[first + slot];
                int answer = forward.Decide(slot);
                correct += answer == label ? 1 : 0;
                if (label < classes)
                {
                    confusion[label * classes + answer]++;
                }
            }
            progress?.Report(first + forward.Count);
        }
        return new Evaluation
        {
            Samples = samples.Count,
            Correct = correct,
            FiringIntensity = intensity.Of(forward.Layers),
            Confusion = confusion,
        };
    }
}
