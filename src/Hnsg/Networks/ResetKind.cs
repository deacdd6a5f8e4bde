namespace Hnsg.Networks;

/// <summary>What a spike does to the membrane.</summary>
public enum ResetKind
{
    /// <summary>v = u − θ·s. Keeps the charge above the threshold.</summary>
    Subtract,

    /// <summary>v = u·(1 − s). The reset of NIR files.</summary>
    Zero,

    /// <summary>v = u, and the neuron never spikes: a read-out whose answer is its membrane. Output layer only.</summary>
    None,

    /// <summary>u[t] = decay(u[t−1]) + I[t] − θ·s[t−1]: the order of snnTorch's <c>Leaky</c>.</summary>
    DelayedSubtract,
}

/// <summary>The known resets. Whoever adds a value above must add it here, and wherever resets are told apart.</summary>
internal static class ResetKinds
{
    /// <summary>The reset itself, where it is known; neurons are made of no other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static ResetKind Known(ResetKind reset) =>
        reset is ResetKind.Subtract or ResetKind.Zero or ResetKind.None or ResetKind.DelayedSubtract
            ? reset
            : throw Unknown(reset);

    /// <summary>The error for a reset that is not among those that are told apart.</summary>
    public static ArgumentOutOfRangeException Unknown(ResetKind reset) =>
        new(nameof(reset), reset, "This reset is unknown.");
}
