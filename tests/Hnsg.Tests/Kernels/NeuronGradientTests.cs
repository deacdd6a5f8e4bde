using Hnsg.Kernels;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels;

public unsafe class NeuronGradientTests
{
    public static MatrixTheoryData<ResetKind, int, int, int> Cases =>
        new(Enum.GetValues<ResetKind>(), [1, 7, 25], [16, 32, 64], [1, 15, 16, 17, 31, 33, 64]);

    [Theory, MemberData(nameof(Cases))]
    public void It_equals_its_reference(ResetKind reset, int steps, int width, int used)
    {
        using AlignedBuffer<float> distance = SomeNumbers.Floats(steps * width, 3);
        using AlignedBuffer<float> delta = SomeNumbers.Floats(steps * width, 4);
        var neurons = new MembraneGradient(0.9f, 0.7f, reset, Attached: false);
        var block = new NeuronBlock(steps, width, Math.Min(used, width));
        (double beta, double threshold) = NeuronGradient.Run(neurons, block, distance.Pointer, delta.Pointer);
        Assert.Equal(NeuronGradient.Reference(neurons, block, distance.Pointer, delta.Pointer), (beta, threshold));
        Assert.Equal(steps > 1, beta != 0);
        Assert.Equal(reset != ResetKind.None, threshold != 0);
    }
}
