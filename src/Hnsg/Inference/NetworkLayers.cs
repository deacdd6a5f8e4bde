using Hnsg.Networks;

namespace Hnsg.Inference;

/// <summary>The layers of a network at work, together.</summary>
internal sealed class NetworkLayers : IDisposable
{
    private NetworkLayers(IReadOnlyList<IntegerLayer> layers) => All = layers;

    public IReadOnlyList<IntegerLayer> All { get; }

    /// <summary>Layers of a spec with weights of 0.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    public static NetworkLayers Create(NetworkSpec spec, int capacity) =>
        new([.. Enumerable.Range(0, spec.Layers.Count).Select(layer => new IntegerLayer(spec, layer, capacity))]);

    /// <summary>Layers with the weights that the masks keep.</summary>
    public static NetworkLayers Load(HiddenNetwork network, int capacity)
    {
        NetworkLayers layers = Create(network.Spec, capacity);
        for (int l = 0; l < layers.All.Count; l++)
        {
            IntegerLayer layer = layers.All[l];
            FrozenLayout.Fill(network.Spec, l, layer.Shape, network.Masks[l], layer.Effective);
        }
        return layers;
    }

    public void Dispose()
    {
        foreach (IntegerLayer layer in All)
        {
            layer.Dispose();
        }
    }
}
