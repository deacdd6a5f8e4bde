namespace Hnsg.Kernels.Neurons;

/// <summary>A spiking neuron as a pure step and the way back through it, each written once for every use.</summary>
/// <remarks>
/// Its state is a membrane v and, where it has one, one more number a, such as a current or an adaptation; both are 0
/// before the first step. Hidden networks take the step in integers, trained weights in float32.
/// </remarks>
internal interface INeuron
{
    /// <summary>Whether it has the second state.</summary>
    static abstract bool HasSecondState { get; }

    /// <summary>One step.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="current">I, the sum of weights.</param>
    /// <param name="v">Membrane, before and after the step.</param>
    /// <param name="a">Second state, before and after the step.</param>
    /// <param name="level">What u must exceed for a spike: the threshold, or what stands in for it.</param>
    /// <returns>u, the membrane before the reset.</returns>
    static abstract TLanes Step<TLanes, TReset>(
        in NeuronConstants it,
        TLanes current,
        ref TLanes v,
        ref TLanes a,
        out TLanes level
    )
        where TLanes : unmanaged, ILanes<TLanes>
        where TReset : IReset;

    /// <summary>The way back through one step.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="step">What is known of the step.</param>
    /// <param name="du">∂L/∂u of the step after; becomes that of this step, u being the membrane before the reset.</param>
    /// <param name="da">What the step after hands back through a, in the neuron's own terms; 0 at the last step.</param>
    /// <returns>∂L/∂I.</returns>
    static abstract TLanes Back<TLanes, TReset>(
        in NeuronConstants it,
        in BackStep<TLanes> step,
        ref TLanes du,
        ref TLanes da
    )
        where TLanes : unmanaged, IRealLanes<TLanes>
        where TReset : IReset;
}
