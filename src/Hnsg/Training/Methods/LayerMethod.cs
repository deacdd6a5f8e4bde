using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training.Optimisers;

namespace Hnsg.Training.Methods;

/// <summary>What is trained in one layer: makes effective weights of its arrays, and updates of weight gradients.</summary>
internal abstract class LayerMethod : IDisposable
{
    /// <summary>Which thread owns which connections.</summary>
    public abstract Tile[][] Tiles { get; }

    /// <summary>Whether training changes anything; where no layer's does, no gradient is made.</summary>
    public virtual bool Trains => true;

    /// <summary>Trains the neurons' decay and threshold; null where they stay.</summary>
    public virtual NeuronTraining? Neurons => null;

    /// <summary>Hears where training is, before each step and after going on from a checkpoint.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="steps">Steps of the whole training.</param>
    public virtual void Begin(long step, long steps) { }

    /// <summary>Whether the layer's scale changes in training, so that it is not that of the spec.</summary>
    public virtual bool Rescales => false;

    /// <summary>Whether the weights of a step are drawn at random, and differ from those that are deployed.</summary>
    public virtual bool Draws => false;

    /// <summary>
    /// Whether <see cref="Select"/> takes what will be deployed instead of what the next step trains with; differs only
    /// where that is drawn at random.
    /// </summary>
    public bool Deployed { get; set; }

    /// <summary>Changes the trained arrays; called once a step for every tile, by the thread that owns it.</summary>
    /// <param name="tile">Which connections.</param>
    /// <param name="gradient">
    /// Gradient of the tile's effective weights for inputs in their own units; overwritten.
    /// </param>
    /// <param name="optimiser">The optimiser, begun for this step.</param>
    public abstract unsafe void Update(Tile tile, float* gradient, Optimiser optimiser);

    /// <summary>Decides what needs a view of the whole layer; called by one thread once all tiles are updated.</summary>
    public abstract void Select(WorkerTeam team);

    /// <summary>Writes the effective weights of a tile into the layer.</summary>
    public abstract void Apply(Tile tile);

    /// <summary>
    /// Which trained arrays hold infinities or what is not a number, such as "scores"; null where all are finite. True to
    /// the arrays as they are once <see cref="Select"/> and <see cref="Apply"/> have seen all of them.
    /// </summary>
    public abstract string? Infinite { get; }

    /// <summary>The mask as it is now.</summary>
    public abstract Mask CurrentMask();

    /// <summary>The trained scores, for those who look into a training; null where something else is trained.</summary>
    public virtual AlignedBuffer<float>? Scores => null;

    /// <summary>Everything that training goes on from, in a fixed order: saved in checkpoints.</summary>
    public abstract IReadOnlyList<AlignedBuffer<float>> State { get; }

    /// <summary>
    /// Hears that <see cref="State"/> was read from a checkpoint: lanes past the last neuron get what they have in every
    /// training, so that no file can give them a part in it.
    /// </summary>
    public virtual void Restored() { }

    public abstract void Dispose();
}
