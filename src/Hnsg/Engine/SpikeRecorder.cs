using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>Runs samples through a network and keeps every spike: for pictures, for golden vectors, for curiosity.</summary>
/// <remarks>
/// It is the forward pass of training and evaluation, so what is shown is what was measured. It holds the network's
/// weights. It serves one thread at a time: a call that comes while another is at work throws
/// <see cref="InvalidOperationException"/>, and a call after <see cref="Dispose"/> <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class SpikeRecorder : IDisposable
{
    private readonly TrainedNetwork _network;
    private readonly WorkerTeam _team = new(1);
    private readonly NetworkLayers _layers;
    private readonly BatchForward _forward;
    private readonly ExclusiveUse _use;

    /// <summary>Draws the network's weights.</summary>
    public SpikeRecorder(TrainedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _layers = NetworkLayers.Load(network, 1);
        _forward = new BatchForward(_layers.All, network.Spec.Encoding, 1, _team);
        _use = new ExclusiveUse(this, Release);
    }

    /// <summary>Shows a network one sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels">As many as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">As in <see cref="Record(ReadOnlySpan{byte}, int)"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public static SpikeRecording Record(TrainedNetwork network, ReadOnlySpan<byte> pixels, int sample = 0)
    {
        using var recorder = new SpikeRecorder(network);
        return recorder.Record(pixels, sample);
    }

    /// <summary>Shows the network one sample.</summary>
    /// <param name="pixels">As many as the network has inputs, row by row, 0…255.</param>
    /// <param name="sample">
    /// Index of the sample in its set, at least 0; default 0. It names the random stream of rate-coded input, so the
    /// spikes are those of an evaluation of the set. Direct-coded input does not depend on it.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public SpikeRecording Record(ReadOnlySpan<byte> pixels, int sample = 0)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        NetworkSpec spec = _network.Spec;
        SampleShape.Check(spec, pixels);
        _forward.Run(new OneSample(pixels.ToArray(), spec, (uint)sample), 1);
        var intensity = new IntensityCount();
        intensity.Add(_forward);
        return new SpikeRecording(
            _layers.All.Select(layer => new LayerSpikes(layer, 0)),
            spec.ReadsMembranes ? OutputMembranes() : null
        )
        {
            Steps = spec.Steps,
            InputSpikes = _layers.All[0].Direct ? [] : InputSpikes(_forward.Train(0, 0)),
            Votes = _forward.Votes(0).ToArray(),
            Class = _forward.Decide(0),
            FinalMembranes = [.. Enumerable.Range(0, spec.Classes).Select(c => _layers.All[^1].FinalMembrane(0, c))],
            FiringIntensity = intensity.Of(_layers.All),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _use.Close();

    private void Release()
    {
        _forward.Dispose();
        _layers.Dispose();
        _team.Dispose();
    }

    // u in thresholds, steps × classes.
    private unsafe float[] OutputMembranes()
    {
        SpikingLayer layer = _layers.All[^1];
        MatrixLayout shape = layer.Shape;
        var membranes = new float[layer.Steps * shape.Columns];
        using var scratch = new AlignedBuffer<int>(layer.ScratchLength);
        using var distance = new AlignedBuffer<float>(layer.ScratchLength);
        for (int block = 0; block < shape.Blocks; block++)
        {
            InputTrain train = _forward.Train(_layers.All.Count - 1, 0);
            layer.Trace(block, block + 1, 0, train, scratch.Pointer, distance.Pointer);
            for (int t = 0; t < layer.Steps; t++)
            {
                for (int j = 0; j < shape.Used(block); j++)
                {
                    membranes[t * shape.Columns + block * shape.Width + j] =
                        distance.Pointer[t * shape.Width + j] / layer.Constants.RealThreshold + 1;
                }
            }
        }
        return membranes;
    }

    private static (int Step, int Input)[] InputSpikes(InputTrain train)
    {
        var spikes = new List<(int, int)>();
        for (int step = 0; step < train.Steps; step++)
        {
            foreach (ushort input in train.SpikesAt(step))
            {
                spikes.Add((step, input));
            }
        }
        return [.. spikes];
    }
}
