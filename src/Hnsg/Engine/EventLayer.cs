using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>A layer of an <see cref="EventNetwork"/>: its weights and what it does with them, never a sample's state.</summary>
internal sealed unsafe class EventLayer : IDisposable
{
    private readonly AlignedBuffer<sbyte> _effective;
    private readonly AlignedBuffer<sbyte>? _pairs;
    private readonly int _largest;

    /// <summary>Makes a layer over effective weights.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="effective">Its effective weights in the layout of its shape; owned by the caller.</param>
    public EventLayer(NetworkSpec spec, int layer, AlignedBuffer<sbyte> effective)
    {
        Shape = new MatrixLayout(spec.FanIn(layer), spec.Layers[layer].Neurons);
        Direct = layer == 0 && spec.Encoding == InputEncoding.Direct;
        _largest = FrozenWeights.Largest(spec.Weights);
        _effective = effective;
        _pairs = Direct ? new(PairSum.Length(Shape)) : null;
        LifSpec lif = spec.Layers[layer].Lif;
        NeuronKernels neurons = NeuronCatalog.Find(lif.Kind, lif.Reset);
        HasSecondState = neurons.HasSecondState;
        Neurons = neurons.Events(
            new NeuronConstants(lif, spec.Threshold(layer), (float)spec.MembraneUnit(layer)),
            new EventWeights(effective.Pointer, Shape, _largest, spec.FractionBits)
        );
        Refresh();
    }

    /// <summary>Shape.</summary>
    public MatrixLayout Shape { get; }

    /// <summary>Whether its input is direct-coded, so that its current is constant.</summary>
    public bool Direct { get; }

    /// <summary>Whether its neurons have a second state.</summary>
    public bool HasSecondState { get; }

    /// <summary>The neurons on their weights.</summary>
    public EventNeurons Neurons { get; }

    /// <summary>Looks at weights again that have changed.</summary>
    public void Refresh()
    {
        if (_pairs is not null)
        {
            PairSum.Pack(_effective.Pointer, Shape, _pairs.Pointer);
        }
    }

    /// <summary>The current of a direct-coded sample.</summary>
    /// <param name="pairs">Pairs of pixels that are not both 0.</param>
    /// <param name="values">Their pixels.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="current">I, one a lane.</param>
    public void Current(ushort* pairs, ushort* values, int count, int* current) =>
        PairSum.Run(_pairs!.Pointer, Shape, _largest, pairs, values, count, current);

    /// <summary>The sum of the rows of the steady inputs, one a lane.</summary>
    public void Steady(RowLists lists, int* sums) =>
        RowSum.Run(_effective.Pointer, Shape, _largest, lists.Steady, lists.SteadyCount, sums);

    /// <inheritdoc/>
    public void Dispose() => _pairs?.Dispose();
}
