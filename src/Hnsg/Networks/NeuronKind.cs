namespace Hnsg.Networks;

/// <summary>What kind of neuron a layer is made of. There is one object for each kind; <see cref="All"/> lists them.</summary>
public sealed class NeuronKind
{
    /// <summary>Makes a kind. What it does is registered in the catalogue of neurons.</summary>
    /// <param name="name">Name on the command line and in files; renaming it makes existing files unreadable.</param>
    /// <param name="summary">What it does, in a line.</param>
    internal NeuronKind(string name, string summary)
    {
        Name = name;
        Summary = summary;
    }

    /// <summary>Leaky integrate-and-fire: the membrane decays, and the current lasts one step.</summary>
    public static NeuronKind Lif { get; } = new("lif", "leaky integrate-and-fire");

    /// <summary>Integrate-and-fire: the membrane does not decay (β = 1).</summary>
    public static NeuronKind If { get; } = new("if", "integrate-and-fire, with no decay");

    /// <summary>Current-based LIF: the current decays too, with the synapse's own shift; 0 makes it a <see cref="Lif"/>.</summary>
    public static NeuronKind Cuba { get; } = new("cuba", "current-based LIF, whose current decays too");

    /// <summary>No spikes: max(0, u), of one step. Only in networks that hidden networks are compared with.</summary>
    public static NeuronKind Relu { get; } = new("relu", "no spikes");

    /// <summary>Every kind, in the order in which they are shown. A new one is registered here.</summary>
    public static IReadOnlyList<NeuronKind> All { get; } = [Lif, If, Cuba, Relu];

    /// <summary>Name on the command line and in files.</summary>
    public string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public string Summary { get; }

    /// <summary>Whether it is LIF or one of its special cases, of which more is known than of others.</summary>
    internal bool IsLif => this == Lif || this == If || this == Cuba || this == Relu;

    /// <summary>Whether its membrane decays by a β that can be trained.</summary>
    internal bool Decays => this == Lif || this == Cuba;

    /// <summary>A kind by name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static NeuronKind Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(kind => kind.Name == name)
            ?? throw UnknownName.Error("neuron", name, [.. All.Select(kind => kind.Name)]);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
