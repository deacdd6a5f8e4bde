using Hnsg.Measures;

namespace Hnsg.Inference;

/// <summary>Everything that spiked while a network looked at one sample.</summary>
/// <remarks>Layers, steps, neurons and classes are counted from 0; the last layer is the output.</remarks>
public sealed class SpikeRecording
{
    private readonly LayerSpikes[] _layers;

    internal SpikeRecording(IEnumerable<LayerSpikes> layers) => _layers = [.. layers];

    /// <summary>Number of time steps T.</summary>
    public required int Steps { get; init; }

    /// <summary>Number of layers, the output included.</summary>
    public int Layers => _layers.Length;

    /// <summary>Input spikes, step after step, in a step by input.</summary>
    /// <value>Empty for direct-coded input, which has values instead of spikes.</value>
    public required IReadOnlyList<(int Step, int Input)> InputSpikes { get; init; }

    /// <summary>Spikes of each class's output neuron, 0…T.</summary>
    public required IReadOnlyList<int> Votes { get; init; }

    /// <summary>The answer: most votes, then the higher last membrane, then the lower index.</summary>
    public required int Class { get; init; }

    /// <summary>Firing intensity in this one sample.</summary>
    public required FiringIntensity FiringIntensity { get; init; }

    /// <summary>Number of neurons of a layer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public int Neurons(int layer) => Layer(layer).Neurons;

    /// <summary>Whether a neuron spiked at a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, step or neuron.</exception>
    public bool Spiked(int layer, int step, int neuron)
    {
        LayerSpikes spikes = Layer(layer);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps);
        ArgumentOutOfRangeException.ThrowIfNegative(neuron);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, spikes.Neurons);
        return spikes[step, neuron];
    }

    /// <summary>All spikes of a layer, step after step, in a step by neuron.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public IReadOnlyList<(int Step, int Neuron)> Spikes(int layer) => Layer(layer).List();

    private LayerSpikes Layer(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, _layers.Length);
        return _layers[layer];
    }
}
