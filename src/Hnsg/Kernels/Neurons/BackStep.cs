namespace Hnsg.Kernels.Neurons;

/// <summary>What is known of a step on the way back through it.</summary>
/// <param name="distance">z.</param>
/// <param name="slope">σ′(z), which stands in for ∂s/∂z.</param>
/// <param name="spike">∂L/∂s, of the layer above or the loss.</param>
/// <param name="membrane">What the loss sends straight into the membrane u.</param>
internal readonly struct BackStep<TLanes>(TLanes distance, TLanes slope, TLanes spike, TLanes membrane)
    where TLanes : unmanaged, IRealLanes<TLanes>
{
    /// <summary>z, above 0 where the neuron spiked.</summary>
    public readonly TLanes Distance = distance;

    /// <summary>σ′(z).</summary>
    public readonly TLanes Slope = slope;

    /// <summary>∂L/∂s.</summary>
    public readonly TLanes Spike = spike;

    /// <summary>What the loss sends straight into the membrane.</summary>
    public readonly TLanes Membrane = membrane;
}
