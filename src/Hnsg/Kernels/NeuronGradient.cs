using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>Gradients of the decay β and the threshold θ that a block of neurons shares, over one sample.</summary>
/// <remarks>
/// With A[t] = σ′(z[t])·(∂L/∂s[t], through the reset too where it is attached), the part of δu[t] that came through the
/// spike, and v[t] what the reset left of u[t]:
/// <code>
/// ∂L/∂β = Σ δu[t]·v[t−1]
/// ∂L/∂θ = −Σ A[t] − Σ s[t]·∂L/∂v[t]      the second sum where the reset takes θ away
/// A[t]  = δu[t] − β·δu[t+1]·∂v[t]/∂u[t]   the spike held fixed in ∂v/∂u
/// </code>
/// </remarks>
internal static unsafe class NeuronGradient
{
    /// <summary>Adds up steps from the last to the first, then neurons in their order.</summary>
    /// <param name="neurons">The neurons, as on the way back that gave <paramref name="delta"/>.</param>
    /// <param name="block">The block.</param>
    /// <param name="distance">z = u − θ, steps × width.</param>
    /// <param name="delta">δu, steps × width.</param>
    /// <returns>∂L/∂β and ∂L/∂θ; 0 for the θ of neurons that never spike.</returns>
    public static (double Beta, double Threshold) Run(
        MembraneGradient neurons,
        NeuronBlock block,
        float* distance,
        float* delta
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            return Reference(neurons, block, distance, delta);
        }
        (float beta, float threshold, ResetKind reset, _) = neurons;
        // Lanes: 16 neurons, sums over the steps in registers; the reset is in masks, so that no step branches on it.
        Vector512<float> fires = Mask(reset != ResetKind.None),
            subtracts = Mask(reset == ResetKind.Subtract),
            delays = Mask(reset == ResetKind.DelayedSubtract),
            clears = Mask(reset == ResetKind.Zero);
        var b = Vector512.Create(beta);
        var theta = Vector512.Create(threshold);
        float* lanes = stackalloc float[32];
        double sumBeta = 0,
            sumThreshold = 0;
        for (int j = 0; j < block.Used; j += 16)
        {
            Vector512<float> ofBeta = default,
                ofThreshold = default,
                later = default;
            for (int at = (block.Steps - 1) * block.Width + j; at >= 0; at -= block.Width)
            {
                Vector512<float> z = Vector512.LoadAligned(distance + at);
                Vector512<float> here = Vector512.LoadAligned(delta + at);
                Vector512<float> s = Vector512.GreaterThan(z, Vector512<float>.Zero) & fires;
                Vector512<float> decayed = b * later;
                Vector512<float> kept = Vector512.ConditionalSelect(s & subtracts, z, z + theta);
                ofBeta += later * Vector512.AndNot(kept, s & clears);
                ofThreshold -= here - Vector512.AndNot(decayed, s & clears);
                ofThreshold -= s & ((decayed & subtracts) | (later & delays));
                later = here;
            }
            ofBeta.Store(lanes);
            ofThreshold.Store(lanes + 16);
            for (int i = 0; i < Math.Min(16, block.Used - j); i++)
            {
                sumBeta += lanes[i];
                sumThreshold += lanes[16 + i];
            }
        }
        return (sumBeta, reset == ResetKind.None ? 0 : sumThreshold);
    }

    private static Vector512<float> Mask(bool set) => (set ? Vector512<int>.AllBitsSet : default).AsSingle();

    public static (double Beta, double Threshold) Reference(
        MembraneGradient neurons,
        NeuronBlock block,
        float* distance,
        float* delta
    )
    {
        (float beta, float threshold, ResetKind reset, _) = neurons;
        double sumBeta = 0,
            sumThreshold = 0;
        for (int j = 0; j < block.Used; j++)
        {
            float ofBeta = 0,
                ofThreshold = 0,
                later = 0;
            for (int at = (block.Steps - 1) * block.Width + j; at >= 0; at -= block.Width)
            {
                float here = delta[at];
                bool s = distance[at] > 0 && reset != ResetKind.None;
                ofBeta += later * After(distance[at], threshold, s, reset);
                float stays = s && reset == ResetKind.Zero ? 0 : beta * later;
                ofThreshold -= here - stays;
                if (s)
                {
                    ofThreshold -=
                        reset == ResetKind.Subtract ? beta * later
                        : reset == ResetKind.DelayedSubtract ? later
                        : 0;
                }
                later = here;
            }
            sumBeta += ofBeta;
            sumThreshold += ofThreshold;
        }
        return (sumBeta, reset == ResetKind.None ? 0 : sumThreshold);
    }

    // The membrane that the decay of the next step finds.
    private static float After(float z, float threshold, bool s, ResetKind reset) =>
        s && reset == ResetKind.Subtract ? z
        : s && reset == ResetKind.Zero ? 0
        : z + threshold;
}
