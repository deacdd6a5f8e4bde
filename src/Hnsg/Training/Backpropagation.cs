using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Hnsg.Kernels.Neurons;
using Hnsg.Spikes;
using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Surrogates;

namespace Hnsg.Training;

/// <summary>The way back through a batch: loss, surrogate backpropagation through time, weight gradients, updates.</summary>
/// <remarks>
/// Layer by layer from the output. Each thread owns blocks of neurons, or ranges of inputs of a narrow layer, and
/// makes their whole gradient, sample after sample: nothing is added up across threads.
/// </remarks>
internal sealed unsafe class Backpropagation : IDisposable
{
    private readonly BatchForward _forward;
    private readonly IReadOnlyList<LayerMethod> _methods;
    private readonly Loss _loss;
    private readonly Surrogate _surrogate;
    private readonly double _activityPenalty;
    private readonly double _activityTarget;
    private readonly WorkerTeam _team;
    private readonly bool _attachReset;
    private readonly BackwardMemory[] _memory;
    private readonly AlignedBuffer<float>?[] _deltas;
    private readonly AlignedBuffer<float>?[] _transposed;
    private readonly double[] _losses;
    private readonly byte[] _targets;
    private readonly Action<int> _outputDeltas;
    private readonly Action<int> _hiddenDeltas;
    private readonly Action<int> _gradients;
    private readonly Action<int> _deltasAndGradients;
    private readonly Action<int> _apply;
    private readonly Action<int> _transpose;
    private Optimiser? _optimiser;
    private int _layer;
    private float _activityGradient;

    /// <summary>Makes the pass.</summary>
    /// <param name="forward">The forward pass that it follows.</param>
    /// <param name="methods">What is trained, a method for each layer.</param>
    /// <param name="loss">Loss.</param>
    /// <param name="surrogate">Surrogate.</param>
    /// <param name="attachReset">Whether gradient flows through the reset.</param>
    /// <param name="activity">Penalty and target of the activity regulariser.</param>
    /// <param name="team">Threads; owned by the caller.</param>
    public Backpropagation(
        BatchForward forward,
        IReadOnlyList<LayerMethod> methods,
        Loss loss,
        Surrogate surrogate,
        bool attachReset,
        (double Penalty, double Target) activity,
        WorkerTeam team
    )
    {
        _forward = forward;
        _methods = methods;
        _loss = loss;
        _surrogate = surrogate;
        (_activityPenalty, _activityTarget) = activity;
        _team = team;
        IReadOnlyList<SpikingLayer> layers = forward.Layers;
        _attachReset = attachReset;
        _memory = [.. Enumerable.Range(0, team.Size).Select(_ => new BackwardMemory(layers))];
        _deltas = new AlignedBuffer<float>?[layers.Count];
        _transposed = new AlignedBuffer<float>?[layers.Count];
        for (int l = 0; l < layers.Count; l++)
        {
            MatrixLayout shape = layers[l].Shape;
            if (l > 0 || !Fused(l))
            {
                _deltas[l] = new AlignedBuffer<float>((long)shape.Lanes * forward.Capacity * layers[l].Steps);
            }
            if (l > 0)
            {
                MatrixLayout lower = layers[l - 1].Shape;
                _transposed[l] = new AlignedBuffer<float>((long)lower.Lanes * shape.Lanes);
            }
        }
        _losses = new double[forward.Capacity];
        _targets = new byte[forward.Capacity];
        _outputDeltas = OutputDeltas;
        _hiddenDeltas = HiddenDeltas;
        _gradients = Gradients;
        _deltasAndGradients = DeltasAndGradients;
        _apply = Apply;
        _transpose = Transpose;
    }

    /// <summary>Sees the gradients of a block in a sample: layer, block, slot, δs and δu. For tests.</summary>
    public GradientObserver? Observer { get; set; }

    /// <summary>Classes of the batch, to be filled before <see cref="Run"/>.</summary>
    public Span<byte> Targets => _targets;

    /// <summary>Goes back through the batch and updates what is trained; effective weights stay until <see cref="ApplyAll"/>.</summary>
    /// <param name="optimiser">Optimiser, begun for this step.</param>
    /// <returns>Sum of the samples' losses, without the activity penalty.</returns>
    public double Run(Optimiser optimiser)
    {
        _optimiser = optimiser;
        for (_layer = _forward.Layers.Count - 1; _layer >= 0; _layer--)
        {
            if (_layer == _forward.Layers.Count - 1)
            {
                _team.Run(_outputDeltas);
                _team.Run(_gradients);
            }
            else
            {
                _activityGradient = ActivityGradient(_layer);
                if (Fused(_layer))
                {
                    _team.Run(_deltasAndGradients);
                }
                else
                {
                    _team.Run(_hiddenDeltas);
                    _team.Run(_gradients);
                }
            }
            _methods[_layer].Neurons?.Update(_forward.Count, optimiser);
        }
        double sum = 0;
        for (int slot = 0; slot < _forward.Count; slot++)
        {
            sum += _losses[slot];
        }
        return sum;
    }

    /// <summary>Makes the effective weights of what is trained.</summary>
    /// <exception cref="OptionException">What is trained has become infinite.</exception>
    public void ApplyAll()
    {
        for (_layer = 0; _layer < _methods.Count; _layer++)
        {
            _methods[_layer].Select(_team);
            _team.Run(_apply);
            if (_methods[_layer].Infinite is { } what)
            {
                throw new OptionException(
                    "learning-rate",
                    $"the {what} have become infinite. Use a smaller learning rate"
                );
            }
            if (_layer > 0)
            {
                _team.Run(_transpose);
            }
        }
    }

    public void Dispose()
    {
        foreach (BackwardMemory memory in _memory)
        {
            memory.Dispose();
        }
        for (int l = 0; l < _deltas.Length; l++)
        {
            _deltas[l]?.Dispose();
            _transposed[l]?.Dispose();
        }
    }

    // A hidden layer wide enough is done block by block: δ of a sample is used for the gradient while still in cache.
    private bool Fused(int layer) =>
        layer < _forward.Layers.Count - 1 && _forward.Layers[layer].Shape.Blocks >= _team.Size;

    // d/ds of penalty·(intensity − target)², the intensity being the mean over samples, steps and neurons.
    private float ActivityGradient(int layer)
    {
        if (_activityPenalty == 0)
        {
            return 0;
        }
        long spikes = 0;
        for (int slot = 0; slot < _forward.Count; slot++)
        {
            spikes += _forward.Train(layer + 1, slot).TotalSpikes;
        }
        SpikingLayer it = _forward.Layers[layer];
        double cells = (double)_forward.Count * it.Steps * it.Shape.Columns;
        return (float)(2 * _activityPenalty * (spikes / cells - _activityTarget) / cells);
    }

    private void OutputDeltas(int thread)
    {
        BackwardMemory memory = _memory[thread];
        SpikingLayer layer = _forward.Layers[_layer];
        MatrixLayout shape = layer.Shape;
        int blockLength = layer.Steps * shape.Width;
        (int first, int end) = Tile.Part(_forward.Count, thread, _team.Size);
        for (int slot = first; slot < end; slot++)
        {
            layer.Trace(
                0,
                shape.Blocks,
                slot,
                _forward.Train(_layer, slot),
                memory.Current.Pointer,
                memory.Distance.Pointer
            );
            Span<float> membraneGradient = memory.MembraneGradient.Span[..shape.Lanes];
            membraneGradient.Clear();
            var output = new OutputTrace
            {
                Steps = layer.Steps,
                Width = shape.Width,
                Votes = _forward.Votes(slot),
                Distance = memory.Distance.Span[..(shape.Blocks * blockLength)],
                Threshold = layer.Constants.RealThreshold,
            };
            Span<float> spikeGradient = memory.OutputSpikeGradient.Span[..(shape.Blocks * blockLength)];
            _losses[slot] = _loss.Evaluate(
                output,
                _targets[slot],
                1.0 / _forward.Count,
                spikeGradient,
                membraneGradient
            );
            for (int block = 0; block < shape.Blocks; block++)
            {
                ThroughTime(
                    block,
                    slot,
                    memory.Distance.Pointer + block * blockLength,
                    memory.OutputSpikeGradient.Pointer + block * blockLength,
                    _loss.UsesMembrane ? memory.MembraneGradient.Pointer + block * shape.Width : null,
                    memory,
                    Delta(block, slot)
                );
            }
        }
    }

    private void HiddenDeltas(int thread)
    {
        (int first, int end) = Tile.Part(_forward.Count, thread, _team.Size);
        for (int slot = first; slot < end; slot++)
        {
            for (int block = 0; block < _forward.Layers[_layer].Shape.Blocks; block++)
            {
                BackwardMemory memory = _memory[thread];
                Trace(block, block + 1, slot, memory);
                HiddenDelta(block, slot, memory, memory.Distance.Pointer, Delta(block, slot));
            }
        }
    }

    private void Trace(int firstBlock, int endBlock, int slot, BackwardMemory memory) =>
        _forward
            .Layers[_layer]
            .Trace(
                firstBlock,
                endBlock,
                slot,
                _forward.Train(_layer, slot),
                memory.Current.Pointer,
                memory.Distance.Pointer
            );

    private void HiddenDelta(int block, int slot, BackwardMemory memory, float* distance, float* delta)
    {
        SpikingLayer layer = _forward.Layers[_layer];
        MatrixLayout upper = _forward.Layers[_layer + 1].Shape;
        SpikeBackward.Run(
            _transposed[_layer + 1]!.Pointer + (long)block * upper.Lanes * layer.Shape.Width,
            Delta(_layer + 1, 0, slot),
            upper,
            Delta(_layer + 1, 1, slot) - Delta(_layer + 1, 0, slot),
            layer.Steps,
            layer.Shape.Width,
            _activityGradient,
            memory.SpikeGradient.Pointer
        );
        ThroughTime(block, slot, distance, memory.SpikeGradient.Pointer, null, memory, delta);
    }

    private void ThroughTime(
        int block,
        int slot,
        float* distance,
        float* spikeGradient,
        float* membraneGradient,
        BackwardMemory memory,
        float* delta
    )
    {
        SpikingLayer layer = _forward.Layers[_layer];
        NeuronTraining? parameters = _methods[_layer].Neurons;
        int length = layer.Steps * layer.Shape.Width;
        _surrogate.Derivative(new ReadOnlySpan<float>(distance, length), new Span<float>(delta, length));
        var gradients = new NeuronGradients
        {
            Distance = distance,
            Spike = spikeGradient,
            Membrane = membraneGradient,
            Delta = delta,
            MembraneDelta = parameters is null ? null : memory.MembraneDelta.Pointer,
        };
        layer.Neurons.Back(layer.Constants with { Attached = _attachReset }, layer.Size(block), gradients);
        parameters?.Add(block, slot, distance, memory.MembraneDelta.Pointer);
        Observer?.Invoke(_layer, block, slot, spikeGradient, delta);
    }

    // The tiles of a thread are whole blocks, one behind the other.
    private void DeltasAndGradients(int thread)
    {
        BackwardMemory memory = _memory[thread];
        SpikingLayer layer = _forward.Layers[_layer];
        Tile[] tiles = _methods[_layer].Tiles[thread];
        for (int first = 0; first < tiles.Length; first += SpikingLayer.BlocksAtOnce)
        {
            int end = Math.Min(first + SpikingLayer.BlocksAtOnce, tiles.Length);
            for (int n = first; n < end; n++)
            {
                BeginGradient(tiles[n], memory.Gradients[n - first]);
            }
            for (int slot = 0; slot < _forward.Count; slot++)
            {
                Trace(tiles[first].Block, tiles[end - 1].Block + 1, slot, memory);
                float* distance = memory.Distance.Pointer;
                for (int n = first; n < end; n++)
                {
                    float* delta = _deltas[_layer] is null ? memory.Delta.Pointer : Delta(tiles[n].Block, slot);
                    HiddenDelta(tiles[n].Block, slot, memory, distance, delta);
                    AddGradient(tiles[n], slot, delta, memory, memory.Gradients[n - first].Pointer);
                    distance += layer.Steps * layer.Shape.Width;
                }
            }
            for (int n = first; n < end; n++)
            {
                EndGradient(tiles[n], memory.Gradients[n - first].Pointer);
            }
        }
    }

    private void Gradients(int thread)
    {
        BackwardMemory memory = _memory[thread];
        foreach (Tile tile in _methods[_layer].Tiles[thread])
        {
            float* gradient = memory.Gradients[0].Pointer;
            BeginGradient(tile, memory.Gradients[0]);
            for (int slot = 0; slot < _forward.Count; slot++)
            {
                AddGradient(tile, slot, Delta(tile.Block, slot), memory, gradient);
            }
            EndGradient(tile, gradient);
        }
    }

    // The block's gradient; a tile uses only its own inputs' rows of it.
    private void BeginGradient(Tile tile, AlignedBuffer<float> gradient)
    {
        int width = _forward.Layers[_layer].Shape.Width;
        gradient.Span[(tile.FirstRow * width)..(tile.EndRow * width)].Clear();
    }

    private void AddGradient(Tile tile, int slot, float* delta, BackwardMemory memory, float* gradient)
    {
        SpikingLayer layer = _forward.Layers[_layer];
        InputTrain train = _forward.Train(_layer, slot);
        if (train.Analog)
        {
            AnalogGradient.Run(train, delta, layer.Shape.Width, tile.FirstRow, tile.EndRow, gradient);
        }
        else if (layer.Direct)
        {
            DirectGradient.Run(train, delta, layer.Shape.Width, tile.FirstRow, tile.EndRow, gradient);
        }
        else
        {
            SpikeGradient.Run(
                train,
                delta,
                layer.Shape.Width,
                tile.FirstRow,
                tile.EndRow,
                memory.Table.Pointer,
                memory.Partial.Pointer,
                gradient
            );
        }
    }

    private void EndGradient(Tile tile, float* gradient) =>
        _methods[_layer]
            .Update(tile, gradient + (long)tile.FirstRow * _forward.Layers[_layer].Shape.Width, _optimiser!);

    private void Apply(int thread)
    {
        foreach (Tile tile in _methods[_layer].Tiles[thread])
        {
            _methods[_layer].Apply(tile);
        }
    }

    private void Transpose(int thread)
    {
        SpikingLayer layer = _forward.Layers[_layer];
        (int first, int end) = Tile.Part(layer.Shape.Rows, thread, _team.Size);
        layer.Transpose(first, end, _forward.Layers[_layer - 1].Shape, _transposed[_layer]!.Pointer);
    }

    private float* Delta(int block, int slot) => Delta(_layer, block, slot);

    private float* Delta(int layer, int block, int slot)
    {
        SpikingLayer it = _forward.Layers[layer];
        return _deltas[layer]!.Pointer + ((long)block * _forward.Capacity + slot) * it.Steps * it.Shape.Width;
    }
}
