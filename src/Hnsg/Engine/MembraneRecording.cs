using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Every membrane while a network looked at one sample, exactly as the integers were.</summary>
/// <remarks>Layers, steps and neurons are counted from 0; the last layer is the output.</remarks>
public sealed class MembraneRecording
{
    private readonly NetworkSpec _spec;
    private readonly int[][] _before;
    private readonly int[][] _after;

    internal MembraneRecording(NetworkSpec spec, int[][] before, int[][] after)
    {
        _spec = spec;
        _before = before;
        _after = after;
    }

    /// <summary>Number of time steps T.</summary>
    public int Steps => _spec.Steps;

    /// <summary>u: the membrane after decay and current, before the reset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, step or neuron.</exception>
    public int Before(int layer, int step, int neuron) => At(_before, layer, step, neuron);

    /// <summary>v: the membrane that goes on to the next step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, step or neuron.</exception>
    public int After(int layer, int step, int neuron) => At(_after, layer, step, neuron);

    /// <summary>Whether a neuron spiked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, step or neuron.</exception>
    public bool Spiked(int layer, int step, int neuron) =>
        Before(layer, step, neuron) > _spec.Threshold(layer) && _spec.Layers[layer].Lif.Reset != ResetKind.None;

    private int At(int[][] membranes, int layer, int step, int neuron)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)membranes.Length, nameof(layer));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)Steps, nameof(step));
        int neurons = _spec.Layers[layer].Neurons;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)neuron, (uint)neurons, nameof(neuron));
        return membranes[layer][step * neurons + neuron];
    }
}
