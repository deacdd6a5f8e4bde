using Hnsg.Engine;
using Hnsg.Kernels;

namespace Hnsg.Training;

/// <summary>Working memory of one thread on the way back, large enough for every layer.</summary>
internal sealed class BackwardMemory(IReadOnlyList<SpikingLayer> layers) : IDisposable
{
    /// <summary>z: of the blocks that are done at once, or of all blocks of the output layer.</summary>
    public AlignedBuffer<float> Distance { get; } =
        new(
            Math.Max(
                SpikingLayer.BlocksAtOnce * layers.Max(l => l.ScratchLength),
                layers[^1].Steps * layers[^1].Shape.Lanes
            )
        );

    /// <summary>Currents of a block.</summary>
    public AlignedBuffer<int> Current { get; } = new(layers.Max(l => l.ScratchLength));

    /// <summary>δs of all blocks of the output layer; lanes past the last class stay 0.</summary>
    public AlignedBuffer<float> OutputSpikeGradient { get; } = new((long)layers[^1].Steps * layers[^1].Shape.Lanes);

    /// <summary>What the loss sends straight into the output's membranes, one a neuron.</summary>
    public AlignedBuffer<float> MembraneGradient { get; } = new(layers[^1].Shape.Lanes);

    /// <summary>δs of a block of a hidden layer.</summary>
    public AlignedBuffer<float> SpikeGradient { get; } = new(layers.Max(l => l.ScratchLength));

    /// <summary>δu of a block, where it is not kept for the layer below.</summary>
    public AlignedBuffer<float> Delta { get; } = new(layers.Max(l => l.ScratchLength));

    /// <summary>δu of a block, where decay and threshold are trained.</summary>
    public AlignedBuffer<float> MembraneDelta { get; } = new(layers.Max(l => l.ScratchLength));

    /// <summary>Partial sums of the score gradient.</summary>
    public AlignedBuffer<float> Table { get; } = new(Kernels.Gradients.SpikeGradient.TableLength);

    /// <summary>Sums of the score gradient that are not complete.</summary>
    public AlignedBuffer<float> Partial { get; } =
        new(layers.Max(l => Kernels.Gradients.SpikeGradient.PartialLength(l.Steps, l.Shape)));

    /// <summary>Weight gradients of the blocks that are done at once: fan_in × width each.</summary>
    public IReadOnlyList<AlignedBuffer<float>> Gradients { get; } =
    [
        .. Enumerable
            .Range(0, SpikingLayer.BlocksAtOnce)
            .Select(_ => new AlignedBuffer<float>(layers.Max(l => (long)l.Shape.Rows * l.Shape.Width))),
    ];

    public void Dispose()
    {
        Distance.Dispose();
        Current.Dispose();
        OutputSpikeGradient.Dispose();
        MembraneGradient.Dispose();
        SpikeGradient.Dispose();
        Delta.Dispose();
        MembraneDelta.Dispose();
        Table.Dispose();
        Partial.Dispose();
        foreach (AlignedBuffer<float> gradient in Gradients)
        {
            gradient.Dispose();
        }
    }
}
