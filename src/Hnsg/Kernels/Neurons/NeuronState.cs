namespace Hnsg.Kernels.Neurons;

/// <summary>The state of the neurons in some lanes.</summary>
internal struct NeuronState<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>v.</summary>
    public TLanes Membrane;

    /// <summary>a, where the neuron has it.</summary>
    public TLanes Second;
}
