using Hnsg.Inference;
using Hnsg.Kernels;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels;

/// <summary>A reset that is not listed is refused where neurons are made, and never taken for another.</summary>
public class ResetTests
{
    public static TheoryData<ResetKind> All => [.. Enum.GetValues<ResetKind>()];

    [Theory, MemberData(nameof(All))]
    public void Every_reset_makes_neurons(ResetKind reset) => Assert.All(Neurons(reset), make => make());

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void A_reset_that_is_none_makes_no_neurons(int reset) =>
        Assert.All(Neurons((ResetKind)reset), make => Assert.Throws<ArgumentOutOfRangeException>(make));

    [Fact]
    public void The_event_engine_has_the_neurons_of_training()
    {
        foreach (NeuronKind kind in (NeuronKind[])[NeuronKind.Lif, NeuronKind.If])
        {
            foreach (ResetKind reset in Enum.GetValues<ResetKind>())
            {
                var spec = new NetworkSpec
                {
                    Inputs = 20,
                    Layers =
                    [
                        new()
                        {
                            Neurons = 5,
                            Lif = new()
                            {
                                Kind = kind,
                                Reset = reset,
                                DecayShift = 3,
                            },
                        },
                    ],
                };
                using var weights = new AlignedBuffer<sbyte>(new LayerShape(20, 5).Length);
                using var layer = new EventLayer(spec, 0, weights);
                Assert.Equal(IntegerLif.Of(spec, 0), layer.Lif);
            }
        }
    }

    private static Action[] Neurons(ResetKind reset) =>
        [
            () => _ = new IntegerLif(4, 100, reset),
            () => _ = new RealLif(0.9f, 1, reset),
            () => _ = new MembraneGradient(0.9f, 1, reset, Attached: true),
            () => _ = new NeuronConstants<int>(new LifSpec { Reset = reset }, 100),
            () => _ = new NeuronConstants<float>(new LifSpec { Reset = reset }, 1),
        ];
}
