using System.Numerics;

namespace Hnsg.Kernels;

/// <summary>A spiking neuron as a pure step and the way back through it, for kinds that have no kernels of their own.</summary>
/// <remarks>
/// Its state is a membrane v and one more number a, such as a current or an adaptation; both are 0 before the first
/// step. The step is written once: hidden networks take it in integers, trained weights in float32.
/// </remarks>
internal interface INeuron
{
    /// <summary>One step.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="current">I, the sum of weights.</param>
    /// <param name="v">Membrane, before and after the step.</param>
    /// <param name="a">Second state, before and after the step.</param>
    /// <param name="z">Distance from the threshold, above 0 exactly where a neuron that can spike does.</param>
    /// <returns>Whether it spikes.</returns>
    static abstract bool Step<T>(in NeuronConstants<T> it, T current, ref T v, ref T a, out T z)
        where T : unmanaged, INumber<T>;

    /// <summary>The way back through one step.</summary>
    /// <param name="it">The layer's numbers in real units.</param>
    /// <param name="s">Whether it spiked.</param>
    /// <param name="slope">σ′(z), which stands in for ∂s/∂z.</param>
    /// <param name="ds">∂L/∂s, of the layer above or the loss.</param>
    /// <param name="dv">∂L/∂v of the membrane after the step; becomes that of the membrane before it.</param>
    /// <param name="da">∂L/∂a, likewise.</param>
    /// <returns>∂L/∂I.</returns>
    static abstract float Back(in NeuronConstants<float> it, bool s, float slope, float ds, ref float dv, ref float da);
}
