using Hnsg.Kernels;
using Hnsg.Kernels.Updates;

namespace Hnsg.Training.Optimisers;

/// <summary>Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ and decoupled weight decay.</summary>
internal sealed class AdamOptimiser(double weightDecay) : Optimiser
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    /// <summary>ε: gradients that are not well above it move nothing.</summary>
    public const double Epsilon = 1e-8;

    private AdamUpdate _update;

    public override int StateArrays => 2;

    public override void Begin(long step, double rate) =>
        _update = new AdamUpdate(
            (float)Beta1,
            (float)Beta2,
            (float)(rate / (1 - Power(Beta1, step))),
            (float)(1 / Math.Sqrt(1 - Power(Beta2, step))),
            (float)Epsilon,
            (float)(rate * weightDecay)
        );

    public override unsafe void Update(
        AlignedBuffer<float> parameters,
        float* gradient,
        AlignedBuffer<float>[] state,
        long offset,
        long length
    ) =>
        _update.Run(
            parameters.Pointer + offset,
            gradient,
            state[0].Pointer + offset,
            state[1].Pointer + offset,
            length
        );

    public override unsafe void UpdateScores(
        AlignedBuffer<float> scores,
        float* gradient,
        sbyte* frozen,
        float scale,
        AlignedBuffer<float>[] state,
        long offset,
        long length
    ) =>
        _update.RunScores(
            scores.Pointer + offset,
            gradient,
            frozen,
            scale,
            state[0].Pointer + offset,
            state[1].Pointer + offset,
            length
        );

    // By squaring: the platform's pow may differ in the last bit.
    private static double Power(double x, long n)
    {
        double result = 1;
        for (; n > 0; n >>= 1)
        {
            if ((n & 1) != 0)
            {
                result *= x;
            }
            x *= x;
        }
        return result;
    }
}
