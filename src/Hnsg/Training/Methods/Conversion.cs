using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Measures;
using Hnsg.Networks;

namespace Hnsg.Training.Methods;

/// <summary>A ReLU network turned into integrate-and-fire neurons by data-based threshold balancing.</summary>
/// <remarks>
/// Diehl et al., IJCNN 2015; Rueckauer et al., Frontiers in Neuroscience 2017 (10.3389/fnins.2017.00682). The weights of
/// layer l are scaled by λ(l−1)/λ(l), with λ(0) = 1 and λ(l) the 99.9th percentile of the layer's positive activations on
/// training samples, and all thresholds are 1: the same as thresholds of λ with the weights as they were. Hidden neurons
/// reset by subtraction; the output neurons only add up, and the class is the highest sum. The steps are those, of 1, 2,
/// 4, …, 256, with the best accuracy on validation samples; of equals the fewest.
/// </remarks>
public sealed record Conversion
{
    private const double Percentile = 0.999;
    private const int MostSamples = 10_000;
    private const int Batch = 128;

    /// <summary>The numbers of steps that are tried.</summary>
    public static IReadOnlyList<int> Steps { get; } = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    /// <summary>The network that was converted.</summary>
    public required RealNetwork Source { get; init; }

    /// <summary>The spiking network, with the best number of steps.</summary>
    public required RealNetwork Network { get; init; }

    /// <summary>λ of each layer.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>Accuracy on the samples that the steps were chosen by, for each of <see cref="Steps"/>.</summary>
    public required IReadOnlyList<double> Accuracies { get; init; }

    /// <summary>Converts a network.</summary>
    /// <param name="source">A ReLU network.</param>
    /// <param name="train">Samples for the balancing; the first 10,000 are used.</param>
    /// <param name="choose">Samples by which the number of steps is chosen; the first 10,000 are used.</param>
    /// <param name="threads">Number of threads, in 1…1,024. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">
    /// The network has spikes already or has no weight of its own for every connection, or the samples do not fit it.
    /// </exception>
    public static Conversion Of(RealNetwork source, SampleSet train, SampleSet choose, int threads)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(choose);
        Check(train, source, nameof(train));
        Check(choose, source, nameof(choose));
        if (source.Spec.Layers.Any(layer => layer.Lif.Kind != NeuronKind.Relu))
        {
            throw new ArgumentException("Only networks without spikes can be converted.", nameof(source));
        }
        if (source.Weights.Any(weights => weights.Mask is not null || weights.Values is null))
        {
            throw new ArgumentException(
                "Only a network with a weight for every connection can be converted.",
                nameof(source)
            );
        }
        double[] scales = Balance(source, First(train), threads);
        RealNetwork best = WithSteps(source, scales, Steps[0]);
        var accuracies = new List<double>();
        foreach (int steps in Steps)
        {
            RealNetwork network = WithSteps(source, scales, steps);
            double accuracy = Evaluator.Run(network, First(choose), threads).Accuracy;
            if (accuracies.All(earlier => accuracy > earlier))
            {
                best = network;
            }
            accuracies.Add(accuracy);
        }
        return new Conversion
        {
            Source = source,
            Network = best,
            Scales = scales,
            Accuracies = accuracies,
        };
    }

    private static void Check(SampleSet samples, RealNetwork source, string name)
    {
        if (samples.Count == 0 || samples.Inputs != source.Spec.Inputs)
        {
            throw new ArgumentException(
                $"There are {samples.Count} samples of {samples.Inputs} pixels, but at least one of {source.Spec.Inputs} pixels is needed.",
                name
            );
        }
    }

    /// <summary>The spiking network with a number of steps.</summary>
    /// <param name="source">A ReLU network.</param>
    /// <param name="scales">λ of each layer.</param>
    /// <param name="steps">T.</param>
    internal static RealNetwork WithSteps(RealNetwork source, IReadOnlyList<double> scales, int steps)
    {
        int last = source.Spec.Layers.Count - 1;
        NetworkSpec spec = source.Spec with
        {
            Steps = steps,
            Layers =
            [
                .. source.Spec.Layers.Select(
                    (layer, l) =>
                        layer with
                        {
                            Lif = new LifSpec
                            {
                                Kind = NeuronKind.If,
                                Reset = l == last ? ResetKind.None : ResetKind.Subtract,
                            },
                        }
                ),
            ],
        };
        var weights = new LayerWeights[last + 1];
        for (int l = 0; l <= last; l++)
        {
            float scale = (float)((l == 0 ? 1 : scales[l - 1]) / scales[l]);
            float[] values = source.Weights[l].Values!.Value.ToArray();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] *= scale;
            }
            weights[l] = LayerWeights.Own(null, values);
        }
        return new RealNetwork(spec, source.Method, weights) { Metadata = source.Metadata };
    }

    // The output layer's scale only makes its sums smaller, so it has none.
    private static double[] Balance(RealNetwork source, SampleSet samples, int threads)
    {
        using var team = new WorkerTeam(threads);
        using var layers = NetworkLayers.Load(source, Batch);
        using var forward = new BatchForward(layers.All, source.Spec.Encoding, Batch, team);
        var activations = layers.All.Select(_ => new List<float>()).ToArray();
        var from = new SampleSource(samples, source.Spec);
        for (int first = 0; first < samples.Count; first += Batch)
        {
            from.First = first;
            forward.Run(from, Math.Min(Batch, samples.Count - first));
            for (int slot = 0; slot < forward.Count; slot++)
            {
                for (int l = 0; l < layers.All.Count - 1; l++)
                {
                    foreach (float sum in ((ReluLayer)layers.All[l]).SumsOf(slot))
                    {
                        if (sum > 0)
                        {
                            activations[l].Add(sum);
                        }
                    }
                }
            }
        }
        return [.. activations.Select(Quantile)];
    }

    private static double Quantile(List<float> values)
    {
        if (values.Count == 0)
        {
            return 1;
        }
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)(Percentile * values.Count))];
    }

    private static SampleSet First(SampleSet samples) => samples.Slice(0, Math.Min(samples.Count, MostSamples));
}
