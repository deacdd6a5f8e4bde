using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;
using Hnsg.Spikes;
using Hnsg.Training;
using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;

namespace Hnsg.Tests.Training;

/// <summary>The engine on an oracle's network: real weights, given input spikes, the same passes as in training.</summary>
internal sealed unsafe class OracleRun : IDisposable
{
    private readonly OracleFile _oracle;
    private readonly WorkerTeam _team;
    private readonly RealLayer[] _layers;
    private readonly BatchForward _forward;
    private readonly LayerMethod[] _methods;
    private readonly Backpropagation _backpropagation;

    /// <summary>Runs a step.</summary>
    /// <param name="oracle">The network and its batch.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="trainWeights">
    /// Whether the weights are trained as method <c>weights</c> does, by sgd; else the gradient is only kept.
    /// </param>
    public OracleRun(OracleFile oracle, int threads, bool trainWeights = false)
    {
        var options = new TrainingOptions
        {
            Method = "weights",
            Optimiser = "sgd",
            Momentum = 0,
        };
        Optimiser optimiser = Optimiser.Create(options);
        _oracle = oracle;
        _team = new WorkerTeam(threads);
        var lif = new LifSpec
        {
            TrainedBeta = oracle.Number("beta"),
            Threshold = oracle.Number("threshold"),
            Reset = oracle.Text("reset") == "zero" ? ResetKind.Zero : ResetKind.DelayedSubtract,
        };
        _layers =
        [
            .. oracle.Weights.Select(w => new RealLayer(
                new MatrixLayout(w[0].Length, w.Length),
                lif,
                oracle.Steps,
                oracle.Batch
            )),
        ];
        _forward = new BatchForward(_layers, InputEncoding.Rate, oracle.Batch, _team);
        var setup = new MethodSetup(options, optimiser, threads);
        _methods =
        [
            .. _layers.Select(
                (layer, l) =>
                    trainWeights
                        ? WeightsOf(l, layer, setup)
                        : (LayerMethod)new RecordingMethod(layer, EffectiveWeight(l), threads)
            ),
        ];
        _backpropagation = new Backpropagation(
            _forward,
            _methods,
            Loss.Create("count-cross-entropy", 0),
            oracle.Text("surrogate").StartsWith("atan", StringComparison.Ordinal)
                ? SurrogateCatalog.Create("atan", 2)
                : SurrogateCatalog.Create("fast-sigmoid", 25),
            !oracle.Meta.GetProperty("reset_detached").GetBoolean(),
            (0, 0),
            _team
        );
        SpikeGradient = Empty();
        CurrentGradient = Empty();
        _backpropagation.Observer = Observe;
        _backpropagation.ApplyAll();
        FillInput();
        _forward.RunEncoded(oracle.Batch);
        for (int b = 0; b < oracle.Batch; b++)
        {
            _backpropagation.Targets[b] = (byte)oracle.Targets[b];
        }
        optimiser.Begin(1, Rate);
        MeanLoss = _backpropagation.Run(optimiser) / oracle.Batch;
    }

    /// <summary>Learning rate of the step.</summary>
    public const double Rate = 0.5;

    public double MeanLoss { get; }

    /// <summary>[layer][step][sample][neuron], like the oracle's.</summary>
    public double[][][][] SpikeGradient { get; }

    public double[][][][] CurrentGradient { get; }

    public ReadOnlySpan<int> Votes(int sample) => _forward.Votes(sample);

    public bool Spiked(int layer, int step, int sample, int neuron)
    {
        MatrixLayout shape = _layers[layer].Shape;
        ulong word = _layers[layer].SpikeWords(sample)[step * shape.Blocks + neuron / shape.Width];
        return (word >> (neuron % shape.Width) & 1) != 0;
    }

    public double Membrane(int layer, int step, int sample, int neuron)
    {
        RealLayer it = _layers[layer];
        using var distance = new AlignedBuffer<float>((long)it.Steps * it.Shape.Width);
        using var scratch = new AlignedBuffer<float>(it.ScratchLength);
        int block = neuron / it.Shape.Width;
        it.Trace(block, block + 1, sample, _forward.Train(layer, sample), scratch.Pointer, distance.Pointer);
        return distance.Pointer[step * it.Shape.Width + neuron % it.Shape.Width] + it.Constants.RealThreshold;
    }

    // Without momentum, what sgd remembers is the gradient itself.
    public double WeightGradient(int layer, int neuron, int input) =>
        _methods[layer] is RecordingMethod recording
            ? recording.Gradient(input, neuron)
            : _methods[layer].State[1].Pointer[_layers[layer].Shape.Offset(input, neuron)];

    /// <summary>The trained weight after the step.</summary>
    public double WeightAfter(int layer, int neuron, int input) =>
        _methods[layer].State[0].Pointer[_layers[layer].Shape.Offset(input, neuron)];

    /// <summary>What the score kernel makes of the weight gradient.</summary>
    public double ScoreGradient(int layer, int neuron, int input)
    {
        double weight = _oracle.Weights[layer][neuron][input];
        using var gradient = new AlignedBuffer<float>(16);
        using var score = new AlignedBuffer<float>(16);
        using var sign = new AlignedBuffer<sbyte>(16);
        gradient.Pointer[0] = (float)WeightGradient(layer, neuron, input);
        score.Pointer[0] = (float)_oracle.Scores[layer][neuron][input];
        sign.Pointer[0] = (sbyte)Math.Sign(weight);
        Hnsg.Kernels.Gradients.ScoreGradient.Run(
            gradient.Pointer,
            score.Pointer,
            sign.Pointer,
            (float)Math.Abs(weight),
            16
        );
        return gradient.Pointer[0];
    }

    /// <summary>The mask that the selection makes of the oracle's scores.</summary>
    public bool Keeps(int layer, int neuron, int input)
    {
        MatrixLayout shape = _layers[layer].Shape;
        using var scores = new AlignedBuffer<float>(shape.Length);
        for (int i = 0; i < shape.Rows; i++)
        {
            for (int j = 0; j < shape.Columns; j++)
            {
                scores.Pointer[shape.Offset(i, j)] = (float)_oracle.Scores[layer][j][i];
            }
        }
        var selection = new TopKSelection(shape, _methods[layer].Tiles);
        long connections = (long)shape.Rows * shape.Columns;
        selection.Run(_team, scores.Pointer, NetworkSpec.KeptCount(connections, _oracle.Number("keep_fraction")));
        uint bits = BitConverter.SingleToUInt32Bits((float)_oracle.Scores[layer][neuron][input]);
        return selection.Keeps(bits, (long)input * shape.Columns + neuron);
    }

    public void Dispose()
    {
        _backpropagation.Dispose();
        _forward.Dispose();
        foreach (RealLayer layer in _layers)
        {
            layer.Dispose();
        }
        foreach (LayerMethod method in _methods)
        {
            method.Dispose();
        }
        _team.Dispose();
    }

    private WeightMethod WeightsOf(int l, RealLayer layer, MethodSetup setup)
    {
        var spec = new NetworkSpec
        {
            Inputs = _layers[0].Shape.Rows,
            Layers = [.. _layers.Select(it => new LayerSpec { Neurons = it.Shape.Columns })],
        };
        var method = new WeightMethod(spec, l, layer, setup);
        for (int i = 0; i < layer.Shape.Rows; i++)
        {
            for (int j = 0; j < layer.Shape.Columns; j++)
            {
                method.State[0].Pointer[layer.Shape.Offset(i, j)] = EffectiveWeight(l)(i, j);
            }
        }
        return method;
    }

    private Func<int, int, float> EffectiveWeight(int layer) =>
        (input, neuron) => (float)(_oracle.Weights[layer][neuron][input] * _oracle.Mask[layer][neuron][input]);

    private double[][][][] Empty() =>
        [
            .. _layers.Select(layer =>
                Enumerable
                    .Range(0, _oracle.Steps)
                    .Select(_ =>
                        Enumerable.Range(0, _oracle.Batch).Select(_ => new double[layer.Shape.Columns]).ToArray()
                    )
                    .ToArray()
            ),
        ];

    private void Observe(int layer, int block, int slot, float* spikeGradient, float* delta)
    {
        MatrixLayout shape = _layers[layer].Shape;
        for (int t = 0; t < _oracle.Steps; t++)
        {
            for (int j = 0; j < shape.Used(block); j++)
            {
                SpikeGradient[layer][t][slot][block * shape.Width + j] = spikeGradient[t * shape.Width + j];
                CurrentGradient[layer][t][slot][block * shape.Width + j] = delta[t * shape.Width + j];
            }
        }
    }

    private void FillInput()
    {
        for (int b = 0; b < _oracle.Batch; b++)
        {
            int[] active =
            [
                .. Enumerable
                    .Range(0, _oracle.Inputs[0][0].Length)
                    .Where(i => _oracle.Inputs.Any(step => step[b][i] != 0)),
            ];
            InputTrain train = _forward.Train(0, b);
            train.Begin(active.Length, spikes: true);
            for (int a = 0; a < active.Length; a++)
            {
                train.Active[a] = (ushort)active[a];
                for (int t = 0; t < _oracle.Steps; t++)
                {
                    if (_oracle.Inputs[t][b][active[a]] != 0)
                    {
                        train.Add(a, t);
                    }
                }
            }
        }
    }
}
