using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>The layers of a network at work, together.</summary>
/// <param name="layers">The layers; owned.</param>
internal sealed class NetworkLayers(IReadOnlyList<SpikingLayer> layers) : IDisposable
{
    public IReadOnlyList<SpikingLayer> All { get; } = layers;

    /// <summary>Samples that are run at once where nothing depends on their number.</summary>
    /// <param name="spec">The network.</param>
    /// <returns>128, or fewer of a network whose samples may take very much memory.</returns>
    public static int Batch(NetworkSpec spec)
    {
        const int Usual = 128;
        const double Most = 512 << 20;
        // A place in the lists of spikes, and one for a gradient, for each neuron at each step.
        double sample = 8.0 * spec.Steps * (spec.Inputs + spec.Layers.Sum(layer => (double)layer.Neurons));
        return (int)Math.Clamp(Most / sample, 1, Usual);
    }

    /// <summary>Bytes that layers ask for to work on a batch: spikes, membranes, and what lists a sample's spikes.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    public static double BatchBytes(NetworkSpec spec, int capacity)
    {
        // Lists of spikes grow with the samples; this is what each is made of, with what the allocator adds.
        const double List = 1_024;
        return capacity
            * Enumerable
                .Range(0, spec.Layers.Count)
                .Select(l => new MatrixLayout(spec.FanIn(l), spec.Layers[l].Neurons))
                .Sum(shape => (double)spec.Steps * shape.Blocks * sizeof(ulong) + shape.Lanes * sizeof(int) + List);
    }

    /// <summary>Integer layers of a spec with weights of 0.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    public static NetworkLayers Create(NetworkSpec spec, int capacity) =>
        new([.. Enumerable.Range(0, spec.Layers.Count).Select(layer => new IntegerLayer(spec, layer, capacity))]);

    /// <summary>Layers with the weights of a network.</summary>
    /// <exception cref="InsufficientMemoryException">The machine has less memory than they need.</exception>
    public static NetworkLayers Load(TrainedNetwork network, int capacity)
    {
        AvailableMemory.Require(
            BatchBytes(network.Spec, capacity),
            (
                $"to run a network of {Counted.Of(network.Spec.Steps, "step")} on {Counted.Of(capacity, "sample")} at once takes",
                "Use a machine with more memory."
            )
        );
        return network switch
        {
            HiddenNetwork hidden => Load(hidden, capacity),
            SignedNetwork signed => Load(signed, capacity),
            RealNetwork real => Load(real, capacity),
            _ => throw new ArgumentException($"{network.GetType().Name} has no layers.", nameof(network)),
        };
    }

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
            ((RealWeightLayer)layers.All[l]).SetWeights(network, l);
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
