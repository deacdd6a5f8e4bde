using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Tests.Encoding;
using Hnsg.Tests.Training;

namespace Hnsg.Tests.Measures;

/// <summary>The measures of a network as their definitions read, from dense loops over every connection, step and sample.</summary>
internal sealed class BruteForce
{
    private readonly HiddenNetwork _network;
    private readonly SampleSet _samples;
    private readonly SlowNetwork.Trace[][] _traces;

    public BruteForce(HiddenNetwork network, SampleSet samples)
    {
        _network = network;
        _samples = samples;
        var slow = new SlowNetwork(network.Spec, network.Masks);
        _traces = [.. Enumerable.Range(0, samples.Count).Select(n => slow.Run(Input(n)))];
    }

    private NetworkSpec Spec => _network.Spec;

    private bool Direct => Spec.Encoding == InputEncoding.Direct;

    private IEnumerable<int> LayerNumbers => Enumerable.Range(0, Spec.Layers.Count);

    private IEnumerable<int> SampleNumbers => Enumerable.Range(0, _samples.Count);

    public double ConnectionSparsity()
    {
        double zero = 0,
            all = 0;
        foreach (int l in LayerNumbers)
        {
            for (int i = 0; i < Spec.FanIn(l); i++)
            {
                for (int j = 0; j < Spec.Layers[l].Neurons; j++)
                {
                    all++;
                    zero += Weight(l, i, j) == 0 ? 1 : 0;
                }
            }
        }
        return zero / all;
    }

    public double ActivationSparsity()
    {
        double zero = 0,
            all = 0;
        foreach (SlowNetwork.Trace trace in _traces.SelectMany(t => t))
        {
            all += trace.Spikes.Sum(row => row.Length);
            zero += trace.Spikes.Sum(row => row.Count(s => s == 0));
        }
        return zero / all;
    }

    /// <summary>Operations a sample whose weight and activation count.</summary>
    /// <param name="weight">Whether the connection from an input of a layer to a neuron counts.</param>
    /// <param name="all">Whether an activation of 0 counts too.</param>
    /// <param name="macs">The layer of multiplications, or those of additions; null for both.</param>
    public double Operations(Func<int, int, int, bool> weight, bool all, bool? macs)
    {
        long operations = 0;
        foreach (int n in SampleNumbers)
        {
            foreach (int l in LayerNumbers)
            {
                bool once = l == 0 && Direct;
                if (macs is { } wanted && wanted != once)
                {
                    continue;
                }
                for (int t = 0; t < (once ? 1 : Spec.Steps); t++)
                {
                    for (int i = 0; i < Spec.FanIn(l); i++)
                    {
                        for (int j = 0; j < Spec.Layers[l].Neurons; j++)
                        {
                            bool active = all || _traces[n][l].Input[t][i] != 0;
                            operations += active && weight(l, i, j) ? 1 : 0;
                        }
                    }
                }
            }
        }
        return (double)operations / _samples.Count;
    }

    public int Weight(int l, int i, int j) =>
        Kept(l, i, j) ? FrozenWeights.At(Spec.Weights, Spec.Seed, l, (long)i * Spec.Layers[l].Neurons + j) : 0;

    public bool Kept(int l, int i, int j) => _network.Masks[l][i, j];

    public double MembraneUpdates()
    {
        double updates = 0;
        foreach (SlowNetwork.Trace trace in _traces.SelectMany(t => t))
        {
            updates += trace.After[0].Length;
            for (int t = 1; t < trace.After.Length; t++)
            {
                updates += trace.After[t].Where((v, j) => v != trace.After[t - 1][j]).Count();
            }
        }
        return updates / _samples.Count;
    }

    public double NeuronIntensity(int layer, int neuron) =>
        SampleNumbers.Average(n => _traces[n][layer].Votes[neuron] / (double)Spec.Steps);

    /// <summary>Accuracy of the network that stops after some steps.</summary>
    public double AccuracyAfter(int steps) =>
        SampleNumbers.Average(n => Answer(n, steps) == _samples.Labels[n] ? 1 : 0);

    /// <summary>Accuracy and mean steps when stopped at a lead.</summary>
    public (double Accuracy, double Steps) Exit(int margin)
    {
        double right = 0,
            used = 0;
        foreach (int n in SampleNumbers)
        {
            int t = 1;
            while (t < Spec.Steps && Lead(n, t) < margin)
            {
                t++;
            }
            used += t;
            right += Answer(n, t) == _samples.Labels[n] ? 1 : 0;
        }
        return (right / _samples.Count, used / _samples.Count);
    }

    /// <summary>Calibration error, from exponentials of the platform.</summary>
    public double CalibrationError(int bins)
    {
        var found = SampleNumbers
            .Select(n =>
            {
                double[] logits = Spec.ReadsMembranes
                    ? [.. Enumerable.Range(0, Spec.Classes).Select(c => MeanMembrane(n, c))]
                    : [.. Votes(n, Spec.Steps).Select(v => (double)v)];
                int answer = Answer(n, Spec.Steps);
                double sure = 1 / logits.Sum(logit => Math.Exp(logit - logits[answer]));
                return (Sure: sure, Right: answer == _samples.Labels[n] ? 1.0 : 0.0);
            })
            .GroupBy(sample => Math.Min(bins - 1, (int)(sample.Sure * bins)));
        return found.Sum(bin =>
            bin.Count() / (double)_samples.Count * Math.Abs(bin.Average(s => s.Right) - bin.Average(s => s.Sure))
        );
    }

    private double MeanMembrane(int n, int c) =>
        _traces[n][^1].After.Average(row => row[c]) * Spec.MembraneUnit(Spec.Layers.Count - 1);

    private int[] Votes(int n, int steps) =>
        [.. Enumerable.Range(0, Spec.Classes).Select(c => _traces[n][^1].Spikes.Take(steps).Sum(row => row[c]))];

    private int Lead(int n, int steps)
    {
        int[] sorted = [.. Votes(n, steps).OrderDescending()];
        return sorted[0] - (sorted.Length > 1 ? sorted[1] : 0);
    }

    private int Answer(int n, int steps)
    {
        int[] votes = Votes(n, steps);
        return Enumerable
            .Range(0, Spec.Classes)
            .OrderByDescending(c => votes[c])
            .ThenByDescending(c => _traces[n][^1].After[steps - 1][c])
            .First();
    }

    private int[][] Input(int n)
    {
        byte[] pixels = _samples.Pixels(n).ToArray();
        RandomKey key = new RandomKey(Spec.Seed).Derive(RandomStream.InferenceSpikes, 0);
        return
        [
            .. Enumerable
                .Range(0, Spec.Steps)
                .Select(t =>
                    pixels
                        .Select(
                            (p, i) =>
                                Direct ? p
                                : RateDefinition.Spikes(key, (uint)n, i, p, Spec.Steps, t) ? 1 << Spec.FractionBits
                                : 0
                        )
                        .ToArray()
                ),
        ];
    }
}
