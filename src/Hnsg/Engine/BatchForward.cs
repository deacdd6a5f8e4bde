using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>The forward pass over a batch, by a team of threads.</summary>
/// <remarks>
/// The threads split the samples, and a sample goes through all layers while what it sends from one to the next is still
/// in cache. No sum crosses samples, so the split changes nothing.
/// </remarks>
internal sealed class BatchForward : IDisposable
{
    private readonly WorkerTeam _team;
    private readonly Encoder[] _encoders;
    private readonly byte[][] _scratch;
    private readonly AlignedBuffer<int>[] _currents;
    private readonly InputTrain[][] _trains;
    private readonly int[] _votes;
    private readonly Action<int> _forward;
    private BatchSource? _source;

    /// <summary>Makes the pass.</summary>
    /// <param name="layers">The layers; owned by the caller.</param>
    /// <param name="encoding">Encoding of the first layer's input.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    /// <param name="team">Threads; owned by the caller.</param>
    public BatchForward(IReadOnlyList<SpikingLayer> layers, InputEncoding encoding, int capacity, WorkerTeam team)
    {
        Layers = layers;
        Capacity = capacity;
        _team = team;
        int steps = layers[0].Steps;
        _encoders = [.. Enumerable.Range(0, team.Size).Select(_ => Encoder.Create(encoding, steps))];
        _scratch = [.. Enumerable.Range(0, team.Size).Select(_ => new byte[layers[0].Shape.Rows])];
        _currents =
        [
            .. Enumerable.Range(0, team.Size).Select(_ => new AlignedBuffer<int>(layers.Max(l => l.ScratchLength))),
        ];
        _trains = [.. layers.Select(_ => Enumerable.Range(0, capacity).Select(_ => new InputTrain(steps)).ToArray())];
        _votes = new int[capacity * layers[^1].Shape.Columns];
        _forward = Forward;
    }

    public IReadOnlyList<SpikingLayer> Layers { get; }

    /// <summary>Samples of the largest batch.</summary>
    public int Capacity { get; }

    /// <summary>Samples of the batch at hand.</summary>
    public int Count { get; private set; }

    /// <summary>What a sample sends into a layer.</summary>
    public InputTrain Train(int layer, int slot) => _trains[layer][slot];

    /// <summary>Encodes and runs a batch.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="count">How many, at most <see cref="Capacity"/>.</param>
    public void Run(BatchSource source, int count)
    {
        _source = source;
        Count = count;
        _team.Run(_forward);
    }

    /// <summary>Runs a batch whose first layer's input was put into <see cref="Train"/> already.</summary>
    public void RunEncoded(int count)
    {
        _source = null;
        Count = count;
        _team.Run(_forward);
    }

    /// <summary>Spikes of each class in a slot.</summary>
    public ReadOnlySpan<int> Votes(int slot)
    {
        int classes = Layers[^1].Shape.Columns;
        return _votes.AsSpan(slot * classes, classes);
    }

    /// <summary>The class that a slot's sample is given.</summary>
    public int Decide(int slot) => Layers[^1].Decide(slot, Votes(slot));

    public void Dispose()
    {
        foreach (Encoder encoder in _encoders)
        {
            encoder.Dispose();
        }
        foreach (AlignedBuffer<int> currents in _currents)
        {
            currents.Dispose();
        }
        foreach (InputTrain train in _trains.SelectMany(trains => trains))
        {
            train.Dispose();
        }
    }

    private unsafe void Forward(int thread)
    {
        (int first, int end) = Tile.Part(Count, thread, _team.Size);
        int classes = Layers[^1].Shape.Columns;
        for (int slot = first; slot < end; slot++)
        {
            if (_source is { } source)
            {
                ReadOnlySpan<byte> pixels = source.Pixels(slot, _scratch[thread]);
                _encoders[thread].Encode(pixels, source.SpikeKey, source.Sample(slot), _trains[0][slot]);
            }
            for (int l = 0; l < Layers.Count; l++)
            {
                SpikingLayer layer = Layers[l];
                layer.Forward(0, layer.Shape.Blocks, slot, _trains[l][slot], _currents[thread].Pointer);
                if (l + 1 < Layers.Count)
                {
                    layer.Emit(slot, _trains[l + 1][slot]);
                }
            }
            Layers[^1].CountVotes(slot, _votes.AsSpan(slot * classes, classes));
        }
    }
}
