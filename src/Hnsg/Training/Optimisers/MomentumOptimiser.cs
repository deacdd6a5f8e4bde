using Hnsg.Kernels;
using Hnsg.Kernels.Updates;

namespace Hnsg.Training.Optimisers;

/// <summary>Stochastic gradient descent with momentum; weight decay is added to the gradient.</summary>
internal sealed class MomentumOptimiser(double momentum, double weightDecay) : Optimiser
{
    private MomentumUpdate _update;

    public override int StateArrays => 1;

    public override void Begin(long step, double rate) =>
        _update = new MomentumUpdate((float)momentum, (float)rate, (float)weightDecay);

    public override unsafe void Update(
        AlignedBuffer<float> parameters,
        float* gradient,
        AlignedBuffer<float>[] state,
        long offset,
        long length
    ) => _update.Run(parameters.Pointer + offset, gradient, state[0].Pointer + offset, length);
}
