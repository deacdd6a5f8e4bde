using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels.Neurons;

public unsafe class ParameterGradientTests
{
    public static MatrixTheoryData<int, int, int> Cases => new([1, 7, 25], [16, 32, 64], [1, 15, 16, 17, 31, 33, 64]);

    [Theory, MemberData(nameof(Cases))]
    public void It_is_the_same_as_vectors_and_one_by_one(int steps, int width, int used)
    {
        Check<SubtractReset>(steps, width, used);
        Check<ZeroReset>(steps, width, used);
        Check<DelayedSubtractReset>(steps, width, used);
        Check<NoReset>(steps, width, used);
    }

    private static void Check<TReset>(int steps, int width, int used)
        where TReset : IReset
    {
        using AlignedBuffer<float> distance = SomeNumbers.Floats(steps * width, 3);
        using AlignedBuffer<float> delta = SomeNumbers.Floats(steps * width, 4);
        NeuronConstants it = new NeuronConstants(new LifSpec { Threshold = 0.7 }) with { Beta = 0.9f };
        var block = new NeuronBlock(steps, width, Math.Min(used, width));
        var kernels = new NeuronKernels<LifNeuron, TReset>();
        (double beta, double threshold) = kernels.ParameterGradient(it, block, distance.Pointer, delta.Pointer);
        Assert.Equal(
            NeuronKernels<LifNeuron, TReset>.ParameterGradient<RealLane>(it, block, distance.Pointer, delta.Pointer),
            (beta, threshold)
        );
        Assert.Equal(steps > 1, beta != 0);
        Assert.Equal(TReset.Fires, threshold != 0);
    }
}
