using Hnsg.Networks;

namespace Hnsg.Kernels.Neurons;

/// <summary>The loops over a block of neurons of one kind with one reset.</summary>
/// <remarks>
/// Where there are no vectors, the same formulas run one lane at a time; the bits are the same. Lanes past the last
/// neuron neither spike nor have gradients.
/// </remarks>
internal abstract unsafe class NeuronKernels
{
    /// <summary>The loops of a neuron.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The reset is not known.</exception>
    public static NeuronKernels Of<TNeuron>(ResetKind reset)
        where TNeuron : INeuron =>
        reset switch
        {
            ResetKind.Subtract => new NeuronKernels<TNeuron, SubtractReset>(),
            ResetKind.Zero => new NeuronKernels<TNeuron, ZeroReset>(),
            ResetKind.DelayedSubtract => new NeuronKernels<TNeuron, DelayedSubtractReset>(),
            ResetKind.None => new NeuronKernels<TNeuron, NoReset>(),
            _ => throw ResetKinds.Unknown(reset),
        };

    /// <summary>Whether the neurons have the second state.</summary>
    public abstract bool HasSecondState { get; }

    /// <summary>Runs a block over its steps, from states of 0 or from where it was.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="block">The block and its steps.</param>
    /// <param name="currents">I at these steps.</param>
    /// <param name="memory">States and spikes.</param>
    public abstract void Run(in NeuronConstants it, NeuronBlock block, WideCurrents currents, in NeuronMemory memory);

    /// <inheritdoc cref="Run(in NeuronConstants, NeuronBlock, WideCurrents, in NeuronMemory)"/>
    public abstract void Run(in NeuronConstants it, NeuronBlock block, CountCurrents currents, in NeuronMemory memory);

    /// <inheritdoc cref="Run(in NeuronConstants, NeuronBlock, WideCurrents, in NeuronMemory)"/>
    public abstract void Run(in NeuronConstants it, NeuronBlock block, RealCurrents currents, in NeuronMemory memory);

    /// <summary>Runs the same steps again from states of 0 and notes z in real units, steps × width.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="block">The block and its steps.</param>
    /// <param name="currents">I at these steps.</param>
    /// <param name="distance">z, above 0 exactly where a neuron that can spike did.</param>
    public abstract void Trace(in NeuronConstants it, NeuronBlock block, WideCurrents currents, float* distance);

    /// <inheritdoc cref="Trace(in NeuronConstants, NeuronBlock, WideCurrents, float*)"/>
    public abstract void Trace(in NeuronConstants it, NeuronBlock block, CountCurrents currents, float* distance);

    /// <inheritdoc cref="Trace(in NeuronConstants, NeuronBlock, WideCurrents, float*)"/>
    public abstract void Trace(in NeuronConstants it, NeuronBlock block, RealCurrents currents, float* distance);

    /// <summary>Membranes for measures: u before and v after the reset, steps × width each.</summary>
    public abstract void Membranes(
        in NeuronConstants it,
        NeuronBlock block,
        WideCurrents currents,
        Span<int> before,
        Span<int> after
    );

    /// <summary>Goes back from the last step to the first.</summary>
    public abstract void Back(in NeuronConstants it, NeuronBlock block, in NeuronGradients gradients);

    /// <summary>Gradients of the decay β and the threshold θ that a block of LIF neurons shares, over one sample.</summary>
    /// <remarks>
    /// With A[t] = σ′(z[t])·(∂L/∂s[t], through the reset too where it is attached), the part of δu[t] that came through
    /// the spike, and v[t] what the reset left of u[t]:
    /// <code>
    /// ∂L/∂β = Σ δu[t]·v[t−1]
    /// ∂L/∂θ = −Σ A[t] − Σ s[t]·∂L/∂v[t]      the second sum where the reset takes θ away
    /// A[t]  = δu[t] − β·δu[t+1]·∂v[t]/∂u[t]   the spike held fixed in ∂v/∂u
    /// </code>
    /// Steps are added from the last to the first, then neurons in their order.
    /// </remarks>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="block">The block.</param>
    /// <param name="distance">z, steps × width.</param>
    /// <param name="membraneDelta">δu, steps × width.</param>
    /// <returns>∂L/∂β and ∂L/∂θ; 0 for the θ of neurons that never spike.</returns>
    public abstract (double Beta, double Threshold) ParameterGradient(
        in NeuronConstants it,
        NeuronBlock block,
        float* distance,
        float* membraneDelta
    );

    /// <summary>The same neurons, driven by events.</summary>
    /// <param name="it">The layer's numbers.</param>
    /// <param name="weights">The weights that they sum.</param>
    public abstract EventNeurons Events(in NeuronConstants it, EventWeights weights);
}
