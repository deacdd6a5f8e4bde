using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>Classifies one sample after the other, on the calling thread.</summary>
/// <remarks>
/// It holds the network's weights and all memory that it needs, so a call allocates nothing but its answer. Not to be
/// called by two threads at once; give each thread its own, or use <see cref="HiddenNetwork.Classify"/>.
/// </remarks>
public sealed class Classifier : IDisposable
{
    private readonly WorkerTeam _team = new(1);
    private readonly NetworkLayers _layers;
    private readonly BatchForward _forward;
    private readonly SingleSource _source;

    /// <summary>Draws the network's weights and makes everything ready.</summary>
    public Classifier(HiddenNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        _layers = NetworkLayers.Load(network, capacity: 1);
        _forward = new BatchForward(_layers.All, network.Spec.Encoding, capacity: 1, _team);
        _source = new SingleSource(network.Spec);
    }

    /// <summary>The network.</summary>
    public HiddenNetwork Network { get; }

    /// <summary>Classifies one sample.</summary>
    /// <param name="pixels">As many as the network has inputs, 0…255, row by row.</param>
    /// <param name="sample">
    /// Index of the sample, at least 0: the random stream of its input spikes. Matters only for rate-coded input, where
    /// index n gives what an evaluation gives for sample n of a set.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public Classification Classify(ReadOnlySpan<byte> pixels, int sample = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        _source.Set(pixels, sample);
        _forward.Run(_source, 1);
        int classes = Network.Spec.Classes;
        SpikingLayer output = _forward.Layers[^1];
        var spikes = new long[_forward.Layers.Count];
        for (int layer = 0; layer < spikes.Length; layer++)
        {
            spikes[layer] = _forward.Layers[layer].CountSpikes(0);
        }
        var membranes = new int[classes];
        for (int neuron = 0; neuron < classes; neuron++)
        {
            membranes[neuron] = (int)output.FinalMembrane(0, neuron);
        }
        return new Classification
        {
            Class = _forward.Decide(0),
            Votes = _forward.Votes(0).ToArray(),
            Spikes = spikes,
            FinalMembranes = membranes,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _forward.Dispose();
        _layers.Dispose();
        _team.Dispose();
    }
}
