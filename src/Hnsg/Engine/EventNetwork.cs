using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Engine;

/// <summary>A network as the event-driven engine wants it; read by any number of engines at once.</summary>
internal sealed class EventNetwork : IDisposable
{
    private readonly AlignedBuffer<sbyte>[] _owned;

    private EventNetwork(NetworkSpec spec, AlignedBuffer<sbyte>[] effective, bool owned)
    {
        Spec = spec;
        _owned = owned ? effective : [];
        Layers = [.. effective.Select((weights, layer) => new EventLayer(spec, layer, weights))];
        SpikeKey = InferenceSpikes.Key(spec);
    }

    /// <summary>What it is.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<EventLayer> Layers { get; }

    /// <summary>Key of rate-coded input spikes.</summary>
    public RandomKey SpikeKey { get; }

    /// <summary>Draws the weights that the masks keep.</summary>
    /// <exception cref="InputException">The engine cannot run the network.</exception>
    public static EventNetwork Load(HiddenNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkSpec spec = network.Spec;
        spec.RequirePlain("classifying single samples");
        var effective = new AlignedBuffer<sbyte>[spec.Layers.Count];
        for (int l = 0; l < effective.Length; l++)
        {
            var shape = new MatrixLayout(spec.FanIn(l), spec.Layers[l].Neurons);
            effective[l] = new AlignedBuffer<sbyte>(shape.Length);
            FrozenLayout.Fill(spec, l, shape, network.Masks[l], effective[l]);
        }
        return new EventNetwork(spec, effective, owned: true);
    }

    /// <summary>Looks at the weights of layers in training; see <see cref="Refresh"/>.</summary>
    /// <returns>Null where some layer is not of integers.</returns>
    public static EventNetwork? Over(NetworkSpec spec, NetworkLayers layers)
    {
        IntegerLayer[] integers = [.. layers.All.OfType<IntegerLayer>()];
        return integers.Length < layers.All.Count || !spec.IsPlain
            ? null
            : new(spec, [.. integers.Select(layer => layer.Effective)], owned: false);
    }

    /// <summary>Looks at the weights again after they have changed; no engine may be at work.</summary>
    public void Refresh()
    {
        foreach (EventLayer layer in Layers)
        {
            layer.Refresh();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EventLayer layer in Layers)
        {
            layer.Dispose();
        }
        foreach (AlignedBuffer<sbyte> weights in _owned)
        {
            weights.Dispose();
        }
    }
}
