using Hnsg.Networks;
using Hnsg.Tests.Training.Losses;
using Hnsg.Tests.Training.Surrogates;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Training.Methods;

/// <summary>
/// A network of real weights in double precision and dense loops, and near it the one in which every spike is replaced by
/// its tangent s + σ′(z)·Δz: smooth in weights, decays and thresholds, so that its loss can be differentiated numerically.
/// </summary>
internal sealed class SmoothNetwork
{
    private readonly NetworkSpec _spec;
    private readonly TrainingOptions _options;
    private readonly LossFormula _loss;
    private readonly double[][] _weights;
    private readonly int[][][] _inputs;
    private readonly int[] _targets;

    // z by sample, layer, step, neuron, where the tangents touch; null while it is found.
    private readonly double[][][][] _touching;

    /// <param name="spec">The network.</param>
    /// <param name="options">Loss, surrogate (with its slope), reset and activity penalty.</param>
    /// <param name="weights">By layer and connection.</param>
    /// <param name="inputs">Samples × steps × inputs, as <see cref="SomeBatch.Input"/> gives them.</param>
    /// <param name="targets">Classes.</param>
    public SmoothNetwork(NetworkSpec spec, TrainingOptions options, double[][] weights, int[][][] inputs, int[] targets)
    {
        _spec = spec;
        _options = options;
        _loss = new LossFormula(options.Loss, options.LabelSmoothing, spec.Steps);
        _weights = weights;
        _inputs = inputs;
        _targets = targets;
        _touching = [.. inputs.Select(_ => new double[spec.Layers.Count][][])];
        Betas = [.. spec.Layers.Select(layer => layer.Lif.Beta)];
        Thresholds = [.. spec.Layers.Select(layer => layer.Lif.Threshold)];
        for (int n = 0; n < inputs.Length; n++)
        {
            Run(n, new double[spec.Layers.Count], out _, find: true);
        }
    }

    public double[] Betas { get; }

    public double[] Thresholds { get; }

    /// <summary>Whether a neuron spiked where the tangents touch.</summary>
    public bool Spiked(int sample, int layer, int step, int neuron) =>
        _touching[sample][layer][step][neuron] > 0 && _spec.Layers[layer].Lif.Reset != ResetKind.None;

    /// <summary>Mean loss with the activity penalty, at <see cref="Betas"/> and <see cref="Thresholds"/>.</summary>
    public double Loss()
    {
        var activity = new double[_spec.Layers.Count];
        double loss = 0;
        for (int n = 0; n < _inputs.Length; n++)
        {
            Run(n, activity, out double[] logits, find: false);
            loss += _loss.Value(logits, _targets[n]) / _inputs.Length;
        }
        for (int l = 0; l < _spec.Layers.Count - 1; l++)
        {
            double cells = (double)_inputs.Length * _spec.Steps * _spec.Layers[l].Neurons;
            loss += _options.ActivityPenalty * Math.Pow(activity[l] / cells - _options.ActivityTarget, 2);
        }
        return loss;
    }

    private void Run(int n, double[] activity, out double[] logits, bool find)
    {
        double[][] input =
        [
            .. _inputs[n].Select(row => row.Select(a => a / (double)(1 << _spec.FractionBits)).ToArray()),
        ];
        logits = [];
        for (int l = 0; l < _spec.Layers.Count; l++)
        {
            (double[][] spikes, logits) = Layer(n, l, input, find);
            activity[l] += spikes.Sum(row => row.Sum());
            input = spikes;
        }
    }

    private (double[][] Spikes, double[] Logits) Layer(int n, int l, double[][] input, bool find)
    {
        LifSpec lif = _spec.Layers[l].Lif;
        int neurons = _spec.Layers[l].Neurons;
        double[][] spikes = [.. input.Select(_ => new double[neurons])];
        if (find)
        {
            _touching[n][l] = [.. input.Select(_ => new double[neurons])];
        }
        var mean = new double[neurons];
        for (int j = 0; j < neurons; j++)
        {
            double v = 0,
                pending = 0,
                synapse = 0;
            for (int t = 0; t < input.Length; t++)
            {
                synapse *= lif.Alpha;
                for (int i = 0; i < input[t].Length; i++)
                {
                    synapse += input[t][i] * _weights[l][i * neurons + j];
                }
                double u = Betas[l] * v + synapse - pending;
                double z = u - Thresholds[l];
                if (find)
                {
                    _touching[n][l][t][j] = z;
                }
                double z0 = _touching[n][l][t][j];
                double s0 = Spiked(n, l, t, j) ? 1 : 0;
                double slope = SurrogateTests.Formula(_options.Surrogate, z0, _options.Slope!.Value);
                double s = lif.Reset == ResetKind.None ? 0 : s0 + slope * (z - z0);
                double inReset = _options.AttachReset ? s : s0;
                v = lif.Reset switch
                {
                    ResetKind.Subtract => u - Thresholds[l] * inReset,
                    ResetKind.Zero => u * (1 - inReset),
                    _ => u,
                };
                pending = lif.Reset == ResetKind.DelayedSubtract ? Thresholds[l] * inReset : 0;
                spikes[t][j] = s;
                mean[j] += u / input.Length;
            }
        }
        return (spikes, _loss.OfMembrane ? mean : [.. mean.Select((_, c) => spikes.Sum(row => row[c]))]);
    }
}
