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

    public void Dispose()
    {
        foreach (SpikingLayer layer in All)
        {
            layer.Dispose();
        }
    }
}
