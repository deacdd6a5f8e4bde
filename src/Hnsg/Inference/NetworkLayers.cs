using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>The layers of a network at work, together.</summary>
/// <param name="layers">The layers; owned.</param>
internal sealed class NetworkLayers(IReadOnlyList<SpikingLayer> layers) : IDisposable
{
    public IReadOnlyList<SpikingLayer> All { get; } = layers;

    /// <summary>Integer layers of a spec with weights of 0.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    public static NetworkLayers Create(NetworkSpec spec, int capacity) =>
        new([.. Enumerable.Range(0, spec.Layers.Count).Select(layer => new IntegerLayer(spec, layer, capacity))]);

    /// <summary>Layers with the weights of a network.</summary>
    public static NetworkLayers Load(TrainedNetwork network, int capacity) =>
        network switch
        {
            HiddenNetwork hidden => Load(hidden, capacity),
            SignedNetwork signed => Load(signed, capacity),
            RealNetwork real => Load(real, capacity),
            _ => throw new ArgumentException($"{network.GetType().Name} has no layers.", nameof(network)),
        };

    private static NetworkLayers Load(HiddenNetwork network, int capacity)
    {
        NetworkLayers layers = Create(network.Spec, capacity);
        for (int l = 0; l < layers.All.Count; l++)
        {
            var layer = (IntegerLayer)layers.All[l];
            FrozenLayout.Fill(network.Spec, l, layer.Shape, network.Masks[l], layer.Effective);
        }
        return layers;
    }

    private static NetworkLayers Load(SignedNetwork network, int capacity)
    {
        NetworkLayers layers = Create(network.Spec, capacity);
        for (int l = 0; l < layers.All.Count; l++)
        {
            var layer = (IntegerLayer)layers.All[l];
            FrozenLayout.Fill(network.Spec, l, layer.Shape, network.Masks[l], layer.Effective);
            FrozenLayout.Negate(layer.Shape, network.Negated[l], layer.Effective);
        }
        return layers;
    }

    private static NetworkLayers Load(RealNetwork network, int capacity)
    {
        NetworkSpec spec = network.Spec;
        var layers = new NetworkLayers([
            .. Enumerable.Range(0, spec.Layers.Count).Select(layer => CreateReal(spec, layer, capacity)),
        ]);
        for (int l = 0; l < layers.All.Count; l++)
        {
            network.Weights[l].CopyTo(spec, l, (RealWeightLayer)layers.All[l]);
        }
        return layers;
    }

    /// <summary>A layer with real weights of 0, with or without spikes.</summary>
    public static RealWeightLayer CreateReal(NetworkSpec spec, int layer, int capacity) =>
        spec.Layers[layer].Lif.Kind == NeuronKind.Relu
            ? new ReluLayer(spec, layer, capacity)
            : new RealLayer(spec, layer, capacity);

    public void Dispose()
    {
        foreach (SpikingLayer layer in All)
        {
            layer.Dispose();
        }
    }
}
