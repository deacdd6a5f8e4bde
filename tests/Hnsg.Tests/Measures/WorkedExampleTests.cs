using Hnsg.Data;
using Hnsg.Measures;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Measures;

/// <summary>The example that docs/measures.md computes by hand.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void The_example_of_the_documentation_comes_out_as_by_hand()
    {
        var spec = new NetworkSpec
        {
            Inputs = 4,
            Seed = 210,
            Steps = 3,
            Layers =
            [
                new()
                {
                    Neurons = 2,
                    Keep = 0.5,
                    Lif = new() { DecayShift = 1 },
                },
                new()
                {
                    Neurons = 2,
                    Keep = 1,
                    Lif = new() { DecayShift = 1 },
                },
            ],
        };
        var first = new MaskBuilder(4, 2);
        var second = new MaskBuilder(2, 2);
        first[0, 0] = first[2, 0] = first[0, 1] = first[3, 1] = true;
        second[0, 0] = second[0, 1] = second[1, 0] = second[1, 1] = true;
        var network = new HiddenNetwork(spec, [first.Build(), second.Build()]);
        Assert.Equal([256, 256], [spec.Threshold(0), spec.Threshold(1)]);
        Measurement found = Measurer.Run(
            network,
            new SampleSet(new byte[] { 200, 0, 100, 20 }, new byte[] { 0 }, 4),
            1,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(4 / 6.0, found.Evaluation.FiringIntensity.Hidden, 1e-12);
        Assert.Equal(0.5, found.Evaluation.FiringIntensity.Spiking);
        Assert.Equal([1, 1 / 3.0], found.Layers[0].NeuronIntensity);
        Assert.Equal(0.5, found.Complexity.ActivationSparsity);
        Assert.Equal(1 / 3.0, found.Complexity.ConnectionSparsity, 1e-12);
        Assert.Equal(38, found.Complexity.FootprintBytes);
        Assert.Equal(20, found.Complexity.Dense);
        Assert.Equal(4, found.Complexity.EffectiveMacs);
        Assert.Equal(8, found.Complexity.EffectiveAcs);
        Assert.Equal(12, found.Complexity.SynapticOperations);
        Assert.Equal(12, found.Complexity.MembraneUpdates);
        Assert.Equal(25.6e-12, EnergyModel.All[0].Joules(found.Complexity), 1e-20);
        Assert.Equal(1.16e-12, EnergyModel.All[1].Joules(found.Complexity), 1e-20);
        Assert.Equal([1.0, 1.0, 1.0], found.StepAccuracy);
        Assert.Equal([2.0, 3.0, 3.0], found.Exits.Select(exit => exit.MeanSteps));
        Assert.Equal(0.119, found.Calibration.Error, 0.0005);
    }
}
