using System.Runtime.Intrinsics;

namespace Hnsg.Kernels;

/// <summary>What stands in for the derivative of a spike on the way back.</summary>
internal interface ISpikeDerivative
{
    /// <summary>σ'(z) of 16 neurons.</summary>
    /// <param name="z">u − θ.</param>
    /// <param name="at">Where they are in the block: step · width + neuron.</param>
    Vector512<float> Of(Vector512<float> z, int at);

    /// <summary>σ'(z) of one neuron; the same bits.</summary>
    float Of(float z, int at);
}
