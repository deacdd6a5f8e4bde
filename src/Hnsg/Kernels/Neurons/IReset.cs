using Hnsg.Networks;

namespace Hnsg.Kernels.Neurons;

/// <summary>What a spike does to the membrane, forward and backward: the formulas of a <see cref="ResetKind"/>.</summary>
/// <remarks>Static members, so that each reset has compiled loops of its own: a branch in them would cost more than the neuron.</remarks>
internal interface IReset
{
    /// <summary>Whether neurons spike at all.</summary>
    static abstract bool Fires { get; }

    /// <summary>The membrane after the reset.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="u">Membrane before it.</param>
    /// <param name="level">What it must exceed for a spike.</param>
    static abstract TLanes After<TLanes>(in NeuronConstants it, TLanes u, TLanes level)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>The membrane after the reset, told by the distance from the threshold alone.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="z">u − θ; a sum with θ, and the difference again, would round.</param>
    static abstract TLanes Left<TLanes>(in NeuronConstants it, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes>;

    /// <summary>The membrane of this step without what the spike of the step before takes only now.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="u">What is left of the membrane, and the current.</param>
    /// <param name="v">The membrane of the step before.</param>
    static abstract TLanes Late<TLanes>(in NeuronConstants it, TLanes u, TLanes v)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>∂L/∂u of a step that came through the membrane of the next: ∂L/∂u[t+1] · β · ∂v[t]/∂u[t].</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="later">∂L/∂u[t+1].</param>
    /// <param name="z">Distance from the threshold at step t.</param>
    /// <param name="slope">σ′(z), of use where gradient flows through the reset.</param>
    static abstract TLanes Back<TLanes>(in NeuronConstants it, TLanes later, TLanes z, TLanes slope)
        where TLanes : unmanaged, IRealLanes<TLanes>;

    /// <summary>−∂L/∂θ through what the reset takes away at a spike.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="later">∂L/∂u[t+1].</param>
    /// <param name="z">Distance from the threshold at step t.</param>
    static abstract TLanes Taken<TLanes>(in NeuronConstants it, TLanes later, TLanes z)
        where TLanes : unmanaged, IRealLanes<TLanes>;
}
