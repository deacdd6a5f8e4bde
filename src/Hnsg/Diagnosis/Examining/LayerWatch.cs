using System.Numerics;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Spikes;
using Hnsg.Training.Surrogates;

namespace Hnsg.Diagnosis.Examining;

/// <summary>Counts what goes on in a layer, sample by sample.</summary>
internal sealed unsafe class LayerWatch : IDisposable
{
    // A membrane whose σ′ is below this part of its peak gets next to no gradient: at a hundredth, a hundred such
    // membranes count as much as one at the threshold.
    private const float SeenFrom = 0.01f;

    private readonly SpikingLayer _layer;
    private readonly Surrogate _surrogate;
    private readonly float _least;
    private readonly AlignedBuffer<int> _scratch;
    private readonly AlignedBuffer<float> _distance;
    private readonly float[] _derivative;
    private readonly long[] _spikes;
    private long _membranes;
    private long _seen;
    private long _above;
    private long _exactly;
    private double _distances;
    private double _gradient;
    private double _spikeGradient;
    private int _samples;

    public LayerWatch(SpikingLayer layer, Surrogate surrogate)
    {
        _layer = layer;
        _surrogate = surrogate;
        _least = SeenFrom * At(surrogate, 0);
        _scratch = new AlignedBuffer<int>(layer.ScratchLength);
        _distance = new AlignedBuffer<float>(layer.ScratchLength);
        _derivative = new float[layer.ScratchLength];
        _spikes = new long[layer.Shape.Columns];
    }

    /// <summary>The distance up to which a surrogate counts as seeing a membrane, to two digits; infinite where it sees all.</summary>
    public static double Width(Surrogate surrogate)
    {
        float least = SeenFrom * At(surrogate, 0);
        float width = 1e-9f;
        while (At(surrogate, width) >= least && width < 1e9f)
        {
            width *= 1.01f;
        }
        return width < 1e9f ? width : double.PositiveInfinity;
    }

    /// <summary>Looks at a sample that a forward pass has just done.</summary>
    public void Add(int slot, InputTrain input)
    {
        MatrixLayout shape = _layer.Shape;
        ReadOnlySpan<ulong> words = _layer.SpikeWords(slot);
        for (int at = 0; at < words.Length; at++)
        {
            for (ulong word = words[at]; word != 0; word &= word - 1)
            {
                _spikes[at % shape.Blocks * shape.Width + BitOperations.TrailingZeroCount(word)]++;
            }
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            _layer.Trace(block, block + 1, slot, input, _scratch.Pointer, _distance.Pointer);
            Span<float> distance = _distance.Span[.._layer.ScratchLength];
            _surrogate.Derivative(distance, _derivative);
            for (int t = 0; t < _layer.Steps; t++)
            {
                AddStep(distance.Slice(t * shape.Width, shape.Used(block)), _derivative.AsSpan(t * shape.Width));
            }
        }
        _samples++;
    }

    /// <summary>Looks at the gradients of a block in a sample.</summary>
    public void AddGradient(int block, float* spikeGradient, float* delta)
    {
        for (int t = 0; t < _layer.Steps; t++)
        {
            for (int j = t * _layer.Shape.Width; j < t * _layer.Shape.Width + _layer.Shape.Used(block); j++)
            {
                _gradient += (double)delta[j] * delta[j];
                _spikeGradient += (double)spikeGradient[j] * spikeGradient[j];
            }
        }
    }

    /// <summary>Root of the mean square of δs.</summary>
    public double SpikeGradient => Math.Sqrt(_spikeGradient / Math.Max(1, _membranes));

    /// <summary>What was counted.</summary>
    /// <param name="trained">Root of the mean square of the gradient of what is trained.</param>
    public LayerSigns Signs(double trained) =>
        new()
        {
            Intensity = [.. _spikes.Select(spikes => spikes / ((double)_samples * _layer.Steps))],
            Seen = (double)_seen / _membranes,
            Distance = _distances / _membranes / Math.Max(_layer.Constants.RealThreshold, 1e-9),
            AtThreshold = (double)_exactly / Math.Max(1, _above),
            Gradient = Math.Sqrt(_gradient / _membranes),
            TrainedGradient = trained,
        };

    public void Dispose()
    {
        _scratch.Dispose();
        _distance.Dispose();
    }

    private static float At(Surrogate surrogate, float distance)
    {
        Span<float> derivative = stackalloc float[1];
        surrogate.Derivative([distance], derivative);
        return derivative[0];
    }

    private void AddStep(ReadOnlySpan<float> distance, ReadOnlySpan<float> derivative)
    {
        for (int j = 0; j < distance.Length; j++)
        {
            _seen += derivative[j] >= _least ? 1 : 0;
            _above += distance[j] >= 0 ? 1 : 0;
            _exactly += distance[j] == 0 ? 1 : 0;
            _distances += Math.Abs(distance[j]);
        }
        _membranes += distance.Length;
    }
}
