using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>Backpropagation through time of a block of neurons over one sample: δs and δ of the membrane in, δu out.</summary>
/// <remarks>
/// δu[t] = δs[t]·σ'(z[t]) + e + δv[t]·∂v/∂u and δv[t−1] = β·δu[t], where e is what the loss sends straight into the
/// membrane at every step. With the reset attached, ∂v/∂u has a term with the derivative of the spike.
/// </remarks>
/// <param name="Beta">Decay β.</param>
/// <param name="Threshold">θ in real units, as rounded to the integer threshold.</param>
/// <param name="Reset">What a spike does to the membrane.</param>
/// <param name="Attached">Whether gradient flows through the reset.</param>
internal readonly record struct MembraneGradient(float Beta, float Threshold, ResetKind Reset, bool Attached)
{
    /// <summary>What a spike does to the membrane.</summary>
    public ResetKind Reset { get; } = ResetKinds.Known(Reset);

    /// <summary>Runs from the last step to the first.</summary>
    /// <param name="derivative">Gives σ'(z).</param>
    /// <param name="distance">z = u − θ, steps × width; the neuron spiked where it is above 0.</param>
    /// <param name="spikeGradient">δs, steps × width; <paramref name="delta"/> may be the same memory.</param>
    /// <param name="membraneGradient">e, width; null for none.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="delta">δu, steps × width.</param>
    public unsafe void Run<TDerivative>(
        TDerivative derivative,
        float* distance,
        float* spikeGradient,
        float* membraneGradient,
        int steps,
        int width,
        float* delta
    )
        where TDerivative : struct, ISpikeDerivative
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(derivative, distance, spikeGradient, membraneGradient, steps, width, delta);
            return;
        }
        // Lanes: 16 neurons, δu of the later step in a register. The derivative, mostly a division, does not wait for the
        // later step, so the processor works on it ahead.
        bool throughReset = Attached || Reset == ResetKind.Zero;
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> e = membraneGradient == null ? default : Vector512.LoadAligned(membraneGradient + j);
            var beta = Vector512.Create(Beta);
            Vector512<float> later = default;
            for (int at = (steps - 1) * width + j; at >= 0; at -= width)
            {
                Vector512<float> z = Vector512.LoadAligned(distance + at);
                Vector512<float> d = derivative.Of(z, at);
                Vector512<float> here = Vector512.LoadAligned(spikeGradient + at) * d + e;
                later = here + (throughReset ? ThroughReset(later, z, d) : beta * later);
                later.StoreAligned(delta + at);
            }
        }
    }

    // β·δu[t+1]·∂v/∂u, in the order of operations of the scalar form.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> ThroughReset(Vector512<float> later, Vector512<float> z, Vector512<float> d)
    {
        Vector512<float> beta = Vector512.Create(Beta);
        Vector512<float> theta = Vector512.Create(Threshold);
        Vector512<float> one = Vector512<float>.One;
        switch (Reset)
        {
            case ResetKind.Subtract when Attached:
                return beta * later * (one - theta * d);
            case ResetKind.DelayedSubtract when Attached:
                return (beta - theta * d) * later;
            case ResetKind.Zero:
                Vector512<float> stays = Vector512.ConditionalSelect(
                    Vector512.GreaterThan(z, Vector512<float>.Zero),
                    Vector512<float>.Zero,
                    one
                );
                return beta * later * (Attached ? stays - (z + theta) * d : stays);
            default:
                return beta * later;
        }
    }

    private float ThroughReset(float later, float z, float d)
    {
        switch (Reset)
        {
            case ResetKind.Subtract when Attached:
                return Beta * later * (1 - Threshold * d);
            case ResetKind.DelayedSubtract when Attached:
                return (Beta - Threshold * d) * later;
            case ResetKind.Zero:
                float stays = z > 0 ? 0 : 1;
                return Beta * later * (Attached ? stays - (z + Threshold) * d : stays);
            default:
                return Beta * later;
        }
    }

    public unsafe void Reference<TDerivative>(
        TDerivative derivative,
        float* distance,
        float* spikeGradient,
        float* membraneGradient,
        int steps,
        int width,
        float* delta
    )
        where TDerivative : struct, ISpikeDerivative
    {
        for (int j = 0; j < width; j++)
        {
            float e = membraneGradient == null ? 0 : membraneGradient[j];
            float later = 0;
            for (int t = steps - 1; t >= 0; t--)
            {
                int at = t * width + j;
                float d = derivative.Of(distance[at], at);
                later = spikeGradient[at] * d + e + ThroughReset(later, distance[at], d);
                delta[at] = later;
            }
        }
    }
}
