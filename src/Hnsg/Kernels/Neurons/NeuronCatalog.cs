using System.Runtime.CompilerServices;
using Hnsg.Networks;

namespace Hnsg.Kernels.Neurons;

/// <summary>Which neuron is behind the name of a kind.</summary>
internal static class NeuronCatalog
{
    private static readonly ConditionalWeakTable<NeuronKind, Func<ResetKind, NeuronKernels>> s_neurons = [];

    static NeuronCatalog()
    {
        Add<LifNeuron>(NeuronKind.Lif);
        Add<IfNeuron>(NeuronKind.If);
        Add<CubaNeuron>(NeuronKind.Cuba);
    }

    /// <summary>Says which neuron a kind is. A new one is registered above.</summary>
    public static void Add<TNeuron>(NeuronKind kind)
        where TNeuron : INeuron => s_neurons.AddOrUpdate(kind, NeuronKernels.Of<TNeuron>);

    /// <summary>The loops of a kind.</summary>
    /// <exception cref="ArgumentException">No neuron was added for it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The reset is not known.</exception>
    public static NeuronKernels Find(NeuronKind kind, ResetKind reset) =>
        s_neurons.TryGetValue(kind, out Func<ResetKind, NeuronKernels>? make)
            ? make(reset)
            : throw new ArgumentException($"There is no neuron for the kind '{kind}'.", nameof(kind));
}
