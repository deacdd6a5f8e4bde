namespace Hnsg.Networks;

/// <summary>What a spike does to the membrane.</summary>
public enum ResetKind
{
    /// <summary>v = u − θ·s. Keeps the charge above the threshold.</summary>
    Subtract,

    /// <summary>v = u·(1 − s). What NIR files mean.</summary>
    Zero,

    /// <summary>v = u, and the neuron never spikes: a read-out whose answer is its membrane. Output layer only.</summary>
    None,

    /// <summary>u[t] = decay(u[t−1]) + I[t] − θ·s[t−1]: the order of snnTorch's <c>Leaky</c>.</summary>
    DelayedSubtract,
}
