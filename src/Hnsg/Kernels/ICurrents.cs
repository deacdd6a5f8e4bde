using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>The currents of a block of neurons over the steps of a sample, however they are stored.</summary>
internal interface ICurrents
{
    /// <summary>Currents of 16 neurons at a step.</summary>
    /// <param name="step">Step.</param>
    /// <param name="lane">First neuron, a multiple of 16.</param>
    Vector512<int> Load(int step, int lane);

    /// <summary>Current of one neuron at a step.</summary>
    int At(int step, int lane);
}
