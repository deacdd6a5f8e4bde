using Hnsg.Networks;
using Hnsg.Tests.Training.Losses;
using Hnsg.Tests.Training.Surrogates;
using Hnsg.Training.Options;

namespace Hnsg.Tests.Training;

/// <summary>Backpropagation through time over a batch, in double precision and dense loops.</summary>
/// <remarks>
/// Beside it, the network whose gradient this is: near the batch as it was, every spike is replaced by its tangent
/// s[t] + σ′(z[t])·(u − u[t]). That network is smooth, so its loss can be differentiated numerically.
/// </remarks>
internal sealed class SlowGradient
{
    private readonly SlowNetwork _network;
    private readonly TrainingOptions _options;
    private readonly LossFormula _loss;
    private readonly int[] _targets;
    private readonly SlowNetwork.Trace[][] _traces;

    /// <param name="network">The network.</param>
    /// <param name="options">Loss, surrogate (with its slope), reset and activity penalty.</param>
    /// <param name="inputs">Samples × steps × inputs, as <see cref="SlowNetwork.Run"/> takes them.</param>
    /// <param name="targets">Classes.</param>
    public SlowGradient(SlowNetwork network, TrainingOptions options, int[][][] inputs, int[] targets)
    {
        _network = network;
        _options = options;
        _targets = targets;
        _loss = new LossFormula(options.Loss, options.LabelSmoothing, Spec.Steps);
        _traces = [.. inputs.Select(network.Run)];
    }

    /// <summary>Traces of each sample and layer.</summary>
    public IReadOnlyList<SlowNetwork.Trace[]> Traces => _traces;

    private NetworkSpec Spec => _network.Spec;

    /// <summary>Effective weights in real units, by layer and connection.</summary>
    public double[][] Weights() =>
        [
            .. _network.Frozen.Select(
                (frozen, l) => frozen.Select((w, i) => _network.Kept[l][i] ? w * Spec.Scale(l) : 0).ToArray()
            ),
        ];

    /// <summary>Mean loss, without the activity penalty.</summary>
    public double MeanLoss() => _traces.Select((traces, n) => _loss.Value(Logits(traces[^1]), _targets[n])).Average();

    /// <summary>∂L/∂S = sign(S)·w·c·∂L/∂(effective weight).</summary>
    public double[][] OfScores(IReadOnlyList<float[]> scores) =>
        [
            .. OfWeights()
                .Select(
                    (gradient, l) =>
                        gradient
                            .Select((g, i) => Math.Sign(scores[l][i]) * _network.Frozen[l][i] * Spec.Scale(l) * g)
                            .ToArray()
                ),
        ];

    /// <summary>∂L/∂(effective weight), dropped connections too.</summary>
    public double[][] OfWeights()
    {
        double[][] gradients = [.. _network.Frozen.Select(frozen => new double[frozen.Length])];
        double[][] weights = Weights();
        for (int n = 0; n < _traces.Length; n++)
        {
            double[] logit = _loss.Gradient(Logits(_traces[n][^1]), _targets[n]);
            double[][] upper = [];
            for (int l = Spec.Layers.Count - 1; l >= 0; l--)
            {
                bool output = l == Spec.Layers.Count - 1;
                int neurons = Spec.Layers[l].Neurons;
                var delta = new double[Spec.Steps][];
                for (int t = Spec.Steps - 1; t >= 0; t--)
                {
                    delta[t] = new double[neurons];
                    for (int j = 0; j < neurons; j++)
                    {
                        double spike = 0,
                            membrane = 0;
                        if (!output)
                        {
                            spike = ActivitySlope(l);
                            for (int k = 0; k < upper[t].Length; k++)
                            {
                                spike += upper[t][k] * weights[l + 1][j * upper[t].Length + k];
                            }
                        }
                        else if (_loss.OfMembrane)
                        {
                            membrane = logit[j] / Spec.Steps / _traces.Length;
                        }
                        else
                        {
                            spike = logit[j] / _traces.Length;
                        }
                        double later = t + 1 < Spec.Steps ? delta[t + 1][j] : 0;
                        delta[t][j] = spike * Slope(n, l, t, j) + membrane + later * ThroughReset(n, l, t, j);
                    }
                }
                for (int t = Spec.Steps - 2; t >= 0; t--)
                {
                    for (int j = 0; j < neurons; j++)
                    {
                        delta[t][j] += Alpha(l) * delta[t + 1][j];
                    }
                }
                for (int t = 0; t < Spec.Steps; t++)
                {
                    int[] input = _traces[n][l].Input[t];
                    for (int i = 0; i < input.Length; i++)
                    {
                        for (int j = 0; j < neurons; j++)
                        {
                            gradients[l][i * neurons + j] += Real(input[i]) * delta[t][j];
                        }
                    }
                }
                upper = delta;
            }
        }
        return gradients;
    }

    /// <summary>The loss, with the activity penalty, of the network with tangents for spikes at other weights.</summary>
    public double TangentLoss(double[][] weights)
    {
        double loss = 0;
        var activity = new double[Spec.Layers.Count];
        double[][] before = Weights();
        for (int n = 0; n < _traces.Length; n++)
        {
            double[][] input = [.. _traces[n][0].Input.Select(row => row.Select(a => Real(a)).ToArray())];
            for (int l = 0; l < Spec.Layers.Count; l++)
            {
                (double[][] spikes, double[] meanMembrane) = TangentLayer(n, l, input, before[l], weights[l]);
                activity[l] += spikes.Sum(row => row.Sum());
                if (l == Spec.Layers.Count - 1)
                {
                    double[] votes = [.. meanMembrane.Select((_, c) => spikes.Sum(row => row[c]))];
                    loss += _loss.Value(_loss.OfMembrane ? meanMembrane : votes, _targets[n]) / _traces.Length;
                }
                input = spikes;
            }
        }
        for (int l = 0; l < Spec.Layers.Count - 1; l++)
        {
            loss += _options.ActivityPenalty * Math.Pow(activity[l] / Cells(l) - _options.ActivityTarget, 2);
        }
        return loss;
    }

    private (double[][] Spikes, double[] MeanMembrane) TangentLayer(
        int n,
        int l,
        double[][] input,
        double[] before,
        double[] weights
    )
    {
        SlowNetwork.Trace trace = _traces[n][l];
        ResetKind reset = Spec.Layers[l].Lif.Reset;
        int neurons = Spec.Layers[l].Neurons;
        double unit = Spec.MembraneUnit(l),
            theta = Theta(l);
        double[][] spikes = [.. Enumerable.Range(0, Spec.Steps).Select(_ => new double[neurons])];
        var mean = new double[neurons];
        for (int j = 0; j < neurons; j++)
        {
            // Changes against the network as it was: of the membrane after the reset, and of the reset to come.
            double dv = 0,
                dPending = 0,
                dSynapse = 0;
            for (int t = 0; t < Spec.Steps; t++)
            {
                double dI = 0;
                for (int i = 0; i < input[t].Length; i++)
                {
                    int at = i * neurons + j;
                    dI += input[t][i] * weights[at] - Real(trace.Input[t][i]) * before[at];
                }
                dSynapse = Alpha(l) * dSynapse + dI;
                double du = Beta(l) * dv + dSynapse - dPending;
                double u = trace.Before[t][j] * unit + du;
                double ds = Slope(n, l, t, j) * du;
                double dsInReset = _options.AttachReset ? ds : 0;
                double s = trace.Spikes[t][j];
                dv = reset switch
                {
                    ResetKind.Subtract => du - theta * dsInReset,
                    ResetKind.Zero => u * (1 - s - dsInReset) - trace.After[t][j] * unit,
                    _ => du,
                };
                dPending = reset == ResetKind.DelayedSubtract ? theta * dsInReset : 0;
                spikes[t][j] = s + ds;
                mean[j] += u / Spec.Steps;
            }
        }
        return (spikes, mean);
    }

    // ∂u[t+1]/∂u[t] through decay and reset.
    private double ThroughReset(int n, int l, int t, int j)
    {
        double slope = _options.AttachReset ? Slope(n, l, t, j) : 0;
        double s = _traces[n][l].Spikes[t][j];
        double u = _traces[n][l].Before[t][j] * Spec.MembraneUnit(l);
        return Spec.Layers[l].Lif.Reset switch
        {
            ResetKind.Subtract => Beta(l) * (1 - Theta(l) * slope),
            ResetKind.Zero => Beta(l) * (1 - s - u * slope),
            ResetKind.DelayedSubtract => Beta(l) - Theta(l) * slope,
            _ => Beta(l),
        };
    }

    private double ActivitySlope(int l)
    {
        double intensity = _traces.Sum(traces => traces[l].Votes.Sum()) / Cells(l);
        return 2 * _options.ActivityPenalty * (intensity - _options.ActivityTarget) / Cells(l);
    }

    private double Cells(int l) => (double)_traces.Length * Spec.Steps * Spec.Layers[l].Neurons;

    private double Slope(int n, int l, int t, int j) =>
        SurrogateTests.Formula(
            _options.Surrogate,
            _traces[n][l].Before[t][j] * Spec.MembraneUnit(l) - Theta(l),
            _options.Slope!.Value
        );

    private double Theta(int l) => Spec.Threshold(l) * Spec.MembraneUnit(l);

    private double Beta(int l) =>
        Spec.Layers[l].Lif.Kind == NeuronKind.If ? 1 : 1 - Math.Pow(2, -Spec.Layers[l].Lif.DecayShift);

    private double Alpha(int l) =>
        Spec.Layers[l].Lif.Kind == NeuronKind.Cuba ? 1 - Math.Pow(2, -Spec.Layers[l].Lif.SynapseShift) : 0;

    private double Real(int amplitude) => amplitude / (double)(1 << Spec.FractionBits);

    private double[] Logits(SlowNetwork.Trace output) =>
        _loss.OfMembrane
            ?
            [
                .. output.Votes.Select(
                    (_, c) => output.Before.Average(row => row[c] * Spec.MembraneUnit(Spec.Layers.Count - 1))
                ),
            ]
            : [.. output.Votes.Select(votes => (double)votes)];
}
