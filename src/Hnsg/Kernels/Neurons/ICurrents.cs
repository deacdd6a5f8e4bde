namespace Hnsg.Kernels.Neurons;

/// <summary>The currents of a block of neurons over the steps of a sample, however they are stored.</summary>
internal interface ICurrents
{
    /// <summary>Currents at a step, in the lanes that the type of the numbers asks for.</summary>
    /// <param name="step">Step.</param>
    /// <param name="lane">First neuron, a multiple of the number of lanes.</param>
    TLanes Load<TLanes>(int step, int lane)
        where TLanes : unmanaged, ILanes<TLanes>;
}
