namespace Hnsg.Networks;

/// <summary>What kind of neuron a layer is made of.</summary>
public enum NeuronKind
{
    /// <summary>Leaky integrate-and-fire: the membrane decays, the current is there for one step.</summary>
    Lif,

    /// <summary>Integrate-and-fire: the membrane does not decay (β = 1).</summary>
    If,

    /// <summary>Current-based LIF: the current decays too, with the synapse's own shift; 0 makes it a <see cref="Lif"/>.</summary>
    Cuba,

    /// <summary>No spikes: max(0, u), of one step. Only in networks that hidden networks are compared with.</summary>
    Relu,
}
