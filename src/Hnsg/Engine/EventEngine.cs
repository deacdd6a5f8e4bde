using System.Numerics;
using Hnsg.Encoding;
using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>Runs one sample after the other through a network, spike by spike; allocates nothing.</summary>
/// <remarks>
/// A few steps at a time, layer after layer: what a layer spikes becomes the list of the weight rows that the next one
/// adds, and the membranes wait between. So a sample can end early where its class is certain. Not to be called by two
/// threads at once.
/// </remarks>
internal sealed unsafe class EventEngine : IDisposable
{
    private readonly EventNetwork _network;
    private readonly LayerState[] _states;
    private readonly RateEvents? _rate;
    private readonly RowLists[] _lists;
    private readonly AlignedBuffer<byte> _pixels;
    private readonly AlignedBuffer<ushort> _pairs;
    private readonly AlignedBuffer<ushort> _values;
    private readonly int[] _votes;
    private readonly long[] _spikes;
    private readonly int _steps;

    /// <summary>Makes an engine.</summary>
    /// <param name="network">The network; owned by the caller.</param>
    public EventEngine(EventNetwork network)
    {
        _network = network;
        NetworkSpec spec = network.Spec;
        IReadOnlyList<EventLayer> layers = network.Layers;
        _steps = spec.Steps;
        _states = [.. layers.Select(layer => new LayerState(layer))];
        bool direct = layers[0].Direct;
        _rate = direct ? null : new RateEvents(spec.Inputs, _steps, layers[0].Shape.Width);
        _lists = [.. layers.Select(layer => new RowLists(layer.Direct ? 0 : layer.Shape.Rows))];
        _pixels = new(direct ? spec.Inputs + 64 : 0);
        _pairs = new(direct ? PairSum.Pairs(spec.Inputs) : 0);
        _values = new(direct ? PairSum.Pairs(spec.Inputs) : 0);
        _votes = new int[spec.Classes];
        _spikes = new long[layers.Count];
    }

    /// <summary>Output spikes of each class.</summary>
    public ReadOnlySpan<int> Votes => _votes;

    /// <summary>Spikes of each layer.</summary>
    public ReadOnlySpan<long> Spikes => _spikes;

    /// <summary>Input spikes; 0 where the input is direct-coded.</summary>
    public long InputSpikes { get; private set; }

    /// <summary>Steps that were run: T, or fewer where the class was certain before.</summary>
    public int StepsRun { get; private set; }

    /// <summary>Membranes of the output after the last step.</summary>
    public ReadOnlySpan<int> FinalMembranes => new(_states[^1].Membranes.Pointer, _votes.Length);

    /// <summary>Runs a sample.</summary>
    /// <param name="pixels">As many as there are inputs.</param>
    /// <param name="sample">Index of the sample: the random stream of its input spikes.</param>
    /// <param name="untilCertain">
    /// Whether to stop where the steps left could no longer change the class; votes, spikes and membranes are then those
    /// so far.
    /// </param>
    /// <returns>The class: most spikes, then the higher last membrane, then the lower index.</returns>
    public int Run(ReadOnlySpan<byte> pixels, uint sample, bool untilCertain = false)
    {
        Begin(pixels);
        for (int start = 0; start < _steps; start += RowLists.MostSteps)
        {
            int count = Math.Min(RowLists.MostSteps, _steps - start);
            if (_rate is not null)
            {
                _rate.List(_network.SpikeKey, sample, start, count, _lists[0]);
                _network.Layers[0].Steady(_lists[0], _states[0].Currents.Pointer);
            }
            for (int first = 0; first < count; )
            {
                int end = untilCertain ? Math.Min(count, NextLook(start + first) - start) : count;
                Advance(first, end);
                first = end;
                StepsRun = start + end;
                if (untilCertain && IsCertain(_steps - StepsRun))
                {
                    return Decide();
                }
            }
        }
        return Decide();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LayerState state in _states)
        {
            state.Dispose();
        }
        foreach (RowLists lists in _lists)
        {
            lists.Dispose();
        }
        _rate?.Dispose();
        _pixels.Dispose();
        _pairs.Dispose();
        _values.Dispose();
    }

    private void Begin(ReadOnlySpan<byte> pixels)
    {
        foreach (LayerState state in _states)
        {
            state.Clear();
        }
        Array.Clear(_votes);
        Array.Clear(_spikes);
        InputSpikes = 0;
        if (_rate is not null)
        {
            _rate.Begin(pixels);
            return;
        }
        pixels.CopyTo(_pixels.Span);
        int count = PairSum.List(_pixels.Pointer, pixels.Length, _pairs.Pointer, _values.Pointer);
        _network.Layers[0].Current(_pairs.Pointer, _values.Pointer, count, _states[0].Currents.Pointer);
    }

    // Steps are counted from the first of those that are listed together.
    private void Advance(int first, int end)
    {
        for (int l = 0; l < _states.Length; l++)
        {
            EventLayer layer = _network.Layers[l];
            LayerState state = _states[l];
            if (layer.Direct)
            {
                layer.Neurons.RunConstant(first, end, state.View);
                continue;
            }
            if (l == 0)
            {
                InputSpikes += _lists[0].CountSpikes(first, end);
            }
            else
            {
                MatrixLayout below = _network.Layers[l - 1].Shape;
                RowListing.FromWords(_states[l - 1].Words.Pointer, below, first, end, layer.Shape.Width, _lists[l]);
                _spikes[l - 1] += _lists[l].CountSpikes(first, end);
            }
            layer.Neurons.Run(_lists[l], first, end, state.View);
        }
        CountVotes(first, end);
    }

    private void CountVotes(int first, int end)
    {
        MatrixLayout shape = _network.Layers[^1].Shape;
        ulong* words = _states[^1].Words.Pointer;
        for (int t = first; t < end; t++)
        {
            for (int block = 0; block < shape.Blocks; block++)
            {
                for (ulong word = words[t * shape.Blocks + block]; word != 0; word &= word - 1)
                {
                    _votes[block * shape.Width + BitOperations.TrailingZeroCount(word)]++;
                    _spikes[^1]++;
                }
            }
        }
    }

    // No lead is certain before more than half of the steps are done; from there on it is looked at now and then, since
    // every stop costs the way of all membranes to memory and back.
    private int NextLook(int done) => Math.Max(_steps / 2 + 1, done + Math.Max(1, _steps / 8));

    // Nobody can catch up where the lead is greater than the number of steps left; a tie could go either way.
    private bool IsCertain(int left) => Decision.Lead(_votes, Decide()) > left;

    private int Decide() => Decision.Of(_votes, FinalMembranes);

    /// <summary>What a layer remembers of the sample at hand.</summary>
    private sealed class LayerState(EventLayer layer) : IDisposable
    {
        private readonly AlignedBuffer<int>? _second = layer.HasSecondState ? new(layer.Shape.Lanes) : null;

        /// <summary>v.</summary>
        public AlignedBuffer<int> Membranes { get; } = new(layer.Shape.Lanes);

        /// <summary>The current that does not change: of a direct-coded sample, or of the steady inputs.</summary>
        public AlignedBuffer<int> Currents { get; } = new(layer.Shape.Lanes);

        /// <summary>Spikes of the steps at hand, one word a step and block.</summary>
        public AlignedBuffer<ulong> Words { get; } = new((long)RowLists.MostSteps * layer.Shape.Blocks);

        /// <summary>All of it, as the neurons want it.</summary>
        public EventState View =>
            new()
            {
                Steady = Currents.Pointer,
                Membranes = Membranes.Pointer,
                Second = _second is null ? null : _second.Pointer,
                Words = Words.Pointer,
            };

        public void Clear()
        {
            Membranes.Clear();
            _second?.Clear();
        }

        public void Dispose()
        {
            _second?.Dispose();
            Membranes.Dispose();
            Currents.Dispose();
            Words.Dispose();
        }
    }
}
