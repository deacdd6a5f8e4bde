namespace Hnsg.Kernels;

/// <summary>What layers ask of neurons that they have no kernels for: a block of neurons over one sample.</summary>
/// <remarks>Scalar loops, so the bits are the same everywhere. Lanes past the last neuron neither spike nor have gradients.</remarks>
internal abstract unsafe class NeuronDynamics
{
    /// <summary>Runs a block from states of 0; parameters as in <see cref="RealLif.Run"/>.</summary>
    public abstract void Run(
        in NeuronConstants<int> it,
        NeuronBlock block,
        int* current,
        int stride,
        ulong* spikes,
        int spikeStride,
        int* membrane
    );

    /// <summary>The same in float32.</summary>
    public abstract void Run(
        in NeuronConstants<float> it,
        NeuronBlock block,
        float* current,
        int stride,
        ulong* spikes,
        int spikeStride,
        float* membrane
    );

    /// <summary>Runs the same dynamics again and notes z in real units, steps × width.</summary>
    public abstract void Trace(
        in NeuronConstants<int> it,
        NeuronBlock block,
        int* current,
        int stride,
        float unit,
        float* distance
    );

    /// <summary>The same in float32.</summary>
    public abstract void Trace(
        in NeuronConstants<float> it,
        NeuronBlock block,
        float* current,
        int stride,
        float* distance
    );

    /// <summary>Membranes for measures: z + Θ before the reset and v after it, steps × width.</summary>
    public abstract void Membranes(
        in NeuronConstants<int> it,
        NeuronBlock block,
        int* current,
        int stride,
        Span<int> before,
        Span<int> after
    );

    /// <summary>Goes back from the last step to the first.</summary>
    /// <param name="it">The layer's numbers in real units.</param>
    /// <param name="block">The block.</param>
    /// <param name="distance">z, steps × width.</param>
    /// <param name="spikeGradient">δs, steps × width.</param>
    /// <param name="membraneGradient">
    /// What the loss sends straight into the membranes of neurons that never spike, width; null for none.
    /// </param>
    /// <param name="delta">σ′(z) in, δI out, steps × width.</param>
    public abstract void Back(
        in NeuronConstants<float> it,
        NeuronBlock block,
        float* distance,
        float* spikeGradient,
        float* membraneGradient,
        float* delta
    );
}
