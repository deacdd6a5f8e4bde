namespace Hnsg.Networks;

/// <summary>A network that computes in float32: made by methods that train real numbers or have no spikes, or by other tools.</summary>
/// <remarks>Hidden networks are compared with these. They have no seed-plus-mask file and cannot be exported as one.</remarks>
public sealed class RealNetwork : TrainedNetwork
{
    /// <summary>Combines a spec with its weights.</summary>
    /// <param name="spec">A valid spec.</param>
    /// <param name="method">Method that made it, such as <c>weights</c>.</param>
    /// <param name="weights">Weights of each layer.</param>
    /// <exception cref="OptionException">The spec is not valid.</exception>
    /// <exception cref="ArgumentException">The weights do not fit the spec.</exception>
    public RealNetwork(NetworkSpec spec, string method, IReadOnlyList<LayerWeights> weights)
        : base(Valid(spec, real: true))
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(weights);
        bool relu = spec.Layers[0].Lif.Kind == NeuronKind.Relu;
        if (spec.Layers.Any(layer => layer.Lif.Kind == NeuronKind.Relu != relu))
        {
            throw new OptionException("neuron", "either all layers are 'relu' or none is");
        }
        if (relu && (spec.Steps != 1 || spec.Encoding != InputEncoding.Direct))
        {
            throw new OptionException("neuron", "'relu' networks have one step and direct input");
        }
        Method = method;
        Weights = Snapshot.Of(weights);
        if (Weights.Count != spec.Layers.Count)
        {
            throw new ArgumentException(
                $"There are weights of {Weights.Count} layers for {spec.Layers.Count} layers.",
                nameof(weights)
            );
        }
        for (int layer = 0; layer < Weights.Count; layer++)
        {
            if (Weights[layer] is not { } it)
            {
                throw new ArgumentException($"The weights of layer {layer + 1} are null.", nameof(weights));
            }
            if (it.Problem(spec, layer) is { } problem)
            {
                throw new ArgumentException($"The weights of layer {layer + 1}: {problem}.", nameof(weights));
            }
        }
    }

    /// <summary>Method that made it.</summary>
    public string Method { get; }

    /// <summary>Weights of each layer.</summary>
    public IReadOnlyList<LayerWeights> Weights { get; }

    /// <inheritdoc/>
    public override long Connections =>
        Weights.Select((weights, layer) => weights.Mask?.Kept ?? Spec.Connections(layer)).Sum();
}
