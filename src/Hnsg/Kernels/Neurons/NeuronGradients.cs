namespace Hnsg.Kernels.Neurons;

/// <summary>Gradients of a block of neurons over one sample, each steps × width unless it says otherwise.</summary>
internal readonly unsafe struct NeuronGradients
{
    /// <summary>z.</summary>
    public float* Distance { get; init; }

    /// <summary>δs.</summary>
    public float* Spike { get; init; }

    /// <summary>What the loss sends straight into the membranes at every step, width; null for none.</summary>
    public float* Membrane { get; init; }

    /// <summary>σ′(z) in, δI out.</summary>
    public float* Delta { get; init; }

    /// <summary>δu out, for <see cref="NeuronKernels.ParameterGradient"/>; null where it is not wanted.</summary>
    public float* MembraneDelta { get; init; }
}
