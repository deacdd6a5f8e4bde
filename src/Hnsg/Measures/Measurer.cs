using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Networks;

namespace Hnsg.Measures;

/// <summary>Measures networks on sets of samples: everything of <see cref="Measurement"/> in one pass.</summary>
public static class Measurer
{
    /// <summary>Shows the network every sample and counts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">At least one sample, with as many pixels as the network has inputs.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one per core. The result does not depend on it.</param>
    /// <param name="progress">Receives the number of samples done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network, or there are none.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Measurement Run(
        HiddenNetwork network,
        SampleSet samples,
        int? threads = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Count, 1, nameof(samples));
        IReadOnlyList<NetworkCount> counts = SamplePass.Run(
            network,
            samples,
            () => new NetworkCount(network.Spec),
            (count, view) => count.Add(view),
            threads,
            progress,
            cancellation
        );
        NetworkCount total = counts[0];
        foreach (NetworkCount count in counts.Skip(1))
        {
            total.Add(count);
        }
        return Result(network, total);
    }

    private static Measurement Result(HiddenNetwork network, NetworkCount count)
    {
        AnswerCount answers = count.Answers;
        int classes = network.Spec.Classes;
        double samples = answers.Samples;
        return new Measurement
        {
            Evaluation = new Evaluation
            {
                Samples = answers.Samples,
                Correct = answers.CorrectAt[^1],
                FiringIntensity = Intensity(network.Spec, count),
                Confusion = answers.Confusion,
            },
            Classes = [.. Enumerable.Range(0, classes).Select(c => Class(answers.Confusion, classes, c))],
            Calibration = Calibration.Of(answers),
            Layers =
            [
                .. count.Layers.Select(
                    (layer, l) =>
                        new LayerActivity
                        {
                            Layer = l + 1,
                            Spikes = network.Spec.Layers[l].Lif.Reset != ResetKind.None,
                            NeuronIntensity = [.. layer.Spikes.Select(s => s / (samples * network.Spec.Steps))],
                        }
                ),
            ],
            Complexity = ComplexityCount.Of(network, count),
            StepAccuracy = [.. answers.CorrectAt.Select(correct => correct / samples)],
            Exits =
            [
                .. Enumerable
                    .Range(1, network.Spec.ReadsMembranes ? 0 : network.Spec.Steps)
                    .Select(m => new EarlyExit(
                        m,
                        answers.Samples,
                        answers.StepsByMargin[m],
                        answers.CorrectAt[^1],
                        answers.LostByMargin[m],
                        answers.GainedByMargin[m]
                    )),
            ],
            Wrong = [.. answers.Wrong.OrderBy(wrong => wrong.Sample)],
        };
    }

    private static FiringIntensity Intensity(NetworkSpec spec, NetworkCount count)
    {
        var intensity = new IntensityCount
        {
            Samples = count.Answers.Samples,
            Input = spec.Encoding == InputEncoding.Direct ? 0 : count.Inputs.Sum(),
            Hidden = count.Layers.SkipLast(1).Sum(layer => layer.Spikes.Sum()),
            Output = count.Layers[^1].Spikes.Sum(),
        };
        return intensity.Of(spec);
    }

    private static ClassMeasure Class(int[] confusion, int classes, int c) =>
        new(
            c,
            Enumerable.Range(0, classes).Sum(answer => confusion[c * classes + answer]),
            Enumerable.Range(0, classes).Sum(label => confusion[label * classes + c]),
            confusion[c * classes + c]
        );
}
