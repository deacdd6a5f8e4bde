namespace Hnsg.Engine;

/// <summary>Everything that spiked while a network looked at one sample.</summary>
/// <remarks>Layers, steps, neurons and classes are counted from 0; the last layer is the output.</remarks>
public sealed class SpikeRecording
{
    private readonly LayerSpikes[] _layers;
    private readonly float[]? _membranes;

    internal SpikeRecording(IEnumerable<LayerSpikes> layers, float[]? membranes)
    {
        _layers = [.. layers];
        _membranes = membranes;
    }

    /// <summary>Number of time steps T.</summary>
    public required int Steps { get; init; }

    /// <summary>Number of layers, the output included.</summary>
    public int Layers => _layers.Length;

    /// <summary>Input spikes, step after step, in a step by input.</summary>
    /// <value>Empty for direct-coded input, which has values instead of spikes.</value>
    public required IReadOnlyList<(int Step, int Input)> InputSpikes { get; init; }

    /// <summary>Spikes of each class's output neuron, 0…T.</summary>
    public required IReadOnlyList<int> Votes { get; init; }

    /// <summary>Whether the output neurons never spike, so that the answer is the highest of their last membranes.</summary>
    public bool ReadsMembranes => _membranes is not null;

    /// <summary>The answer: most votes, then the higher last membrane, then the lower index.</summary>
    public required int Class { get; init; }

    /// <summary>
    /// Membrane of each output neuron after the last step: in integer units of a hidden network, in real ones of a
    /// network of real weights.
    /// </summary>
    public required IReadOnlyList<double> FinalMembranes { get; init; }

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

    /// <summary>Membrane of an output neuron that never spikes, after a step, in thresholds.</summary>
    /// <exception cref="InvalidOperationException">The output neurons spike: see <see cref="ReadsMembranes"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step or class.</exception>
    public double OutputMembrane(int step, int neuron)
    {
        if (_membranes is null)
        {
            throw new InvalidOperationException("The output neurons spike; their membranes are not kept.");
        }
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps);
        ArgumentOutOfRangeException.ThrowIfNegative(neuron);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, Votes.Count);
        return _membranes[step * Votes.Count + neuron];
    }

    private LayerSpikes Layer(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, _layers.Length);
        return _layers[layer];
    }
}
