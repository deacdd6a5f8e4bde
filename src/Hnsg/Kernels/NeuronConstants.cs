using System.Numerics;
using System.Runtime.CompilerServices;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>The numbers of a layer's neurons, and what most neurons do with them: in integers, or in float32.</summary>
/// <typeparam name="T"><see cref="int"/> or <see cref="float"/>.</typeparam>
/// <param name="lif">Decays and reset.</param>
/// <param name="threshold">Θ in integers, or θ.</param>
internal readonly struct NeuronConstants<T>(LifSpec lif, T threshold)
    where T : unmanaged, INumber<T>
{
    private readonly int _shift = lif.DecayShift;
    private readonly int _slowShift = lif.SynapseShift;
    private readonly ResetKind _reset = ResetKinds.Known(lif.Reset);

    /// <summary>Threshold.</summary>
    public T Threshold { get; } = threshold;

    /// <summary>β = 1 − 2^−shift.</summary>
    public float Beta { get; } = 1 - 1f / (1 << lif.DecayShift);

    /// <summary>α = 1 − 2^−shift of the second state; 0 for a shift of 0.</summary>
    public float Alpha { get; } = 1 - 1f / (1 << lif.SynapseShift);

    /// <summary>What is left of a membrane a step later: v − (v &gt;&gt; shift), or β·v.</summary>
    public T Decay(T v) => Decay(v, _shift, Beta);

    /// <summary>What is left of the second state a step later.</summary>
    public T SlowDecay(T a) => Decay(a, _slowShift, Alpha);

    /// <summary>Whether a neuron at a distance from its threshold spikes.</summary>
    public bool Fires(T z) => z > T.Zero && _reset != ResetKind.None;

    /// <summary>The membrane after the reset.</summary>
    public T Reset(T u, bool s) =>
        !s ? u
        : _reset == ResetKind.Subtract ? u - Threshold
        : T.Zero;

    /// <summary>∂L/∂u of what <see cref="Reset"/> leaves, the reset itself detached.</summary>
    public float ThroughReset(float dv, bool s) => s && _reset == ResetKind.Zero ? 0 : dv;

    private static T Decay(T v, int shift, float beta)
    {
        if (typeof(T) == typeof(int))
        {
            int whole = Unsafe.BitCast<T, int>(v);
            return Unsafe.BitCast<int, T>(whole - (whole >> shift));
        }
        return Unsafe.BitCast<float, T>(beta * Unsafe.BitCast<T, float>(v));
    }
}
