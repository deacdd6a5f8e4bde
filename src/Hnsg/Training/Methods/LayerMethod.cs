using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;

namespace Hnsg.Training.Methods;

/// <summary>What is trained in one layer: makes effective weights of its arrays, and updates of weight gradients.</summary>
internal abstract class LayerMethod : IDisposable
{
    /// <summary>Which thread owns which connections.</summary>
    public abstract Tile[][] Tiles { get; }

    /// <summary>Changes the trained arrays; called once a step for every tile, by the thread that owns it.</summary>
    /// <param name="tile">Which connections.</param>
    /// <param name="gradient">
    /// Gradient of the tile's effective weights for inputs in their own units; overwritten.
    /// </param>
    /// <param name="optimiser">The optimiser, begun for this step.</param>
    public abstract unsafe void Update(Tile tile, float* gradient, Optimiser optimiser);

    /// <summary>Decides what needs a view of the whole layer; called by one thread once all tiles are updated.</summary>
    /// <exception cref="OptionException">The trained arrays have become infinite.</exception>
    public abstract void Select(WorkerTeam team);

    /// <summary>Writes the effective weights of a tile into the layer.</summary>
    public abstract void Apply(Tile tile);

    /// <summary>The mask as it is now.</summary>
    public abstract Mask CurrentMask();

    /// <summary>Everything that training goes on from, in a fixed order: saved in checkpoints.</summary>
    public abstract IReadOnlyList<AlignedBuffer<float>> State { get; }

    public abstract void Dispose();
}
