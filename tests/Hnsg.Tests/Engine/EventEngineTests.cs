using System.Globalization;
using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Tests.Files;
using Hnsg.Tests.Training;
using Xunit;

namespace Hnsg.Tests.Engine;

public class EventEngineTests
{
    private const int Inputs = 65;
    private const int Samples = 12;

    public static MatrixTheoryData<InputEncoding, ResetKind, string> Networks =>
        new(
            [InputEncoding.Direct, InputEncoding.Rate],
            Enum.GetValues<ResetKind>(),
            ["10", "7 10", "17 33 10", "65 3", "64 70", "130 200 16", "300 17"]
        );

    public static MatrixTheoryData<InputEncoding, WeightKind, int> Kinds =>
        new([InputEncoding.Direct, InputEncoding.Rate], Enum.GetValues<WeightKind>(), [1, 7, 8, 25, 32, 33, 70]);

    [Theory, MemberData(nameof(Networks))]
    public void All_answers_are_those_of_the_forward_pass_of_training(
        InputEncoding encoding,
        ResetKind reset,
        string neurons
    ) => Check(Network(encoding, reset, neurons, WeightKind.SignedConstant, 9));

    [Theory, MemberData(nameof(Kinds))]
    public void All_answers_are_so_for_every_kind_of_weights_and_number_of_steps(
        InputEncoding encoding,
        WeightKind kind,
        int steps
    ) => Check(Network(encoding, ResetKind.Subtract, "150 10", kind, steps));

    [Theory]
    [InlineData(InputEncoding.Direct)]
    [InlineData(InputEncoding.Rate)]
    public void A_sample_ends_early_only_where_its_class_is_certain(InputEncoding encoding)
    {
        HiddenNetwork network = Network(encoding, ResetKind.Subtract, "150 10", WeightKind.SignedConstant, 40);
        SampleSet samples = SomeBatch.Of(200, Inputs, 10);
        using var weights = EventNetwork.Load(network);
        using var engine = new EventEngine(weights);
        int early = 0;
        for (int n = 0; n < samples.Count; n++)
        {
            int answer = engine.Run(samples.Pixels(n), (uint)n);
            Assert.Equal(network.Spec.Steps, engine.StepsRun);
            Assert.Equal(answer, engine.Run(samples.Pixels(n), (uint)n, untilCertain: true));
            if (engine.StepsRun < network.Spec.Steps)
            {
                early++;
                int[] votes = [.. engine.Votes.ToArray().OrderDescending()];
                Assert.True(votes[0] > votes[1] + network.Spec.Steps - engine.StepsRun);
            }
        }
        Assert.InRange(early, 1, samples.Count - 1);
    }

    [Fact]
    public void Weights_that_have_changed_are_looked_at_again()
    {
        HiddenNetwork first = Network(InputEncoding.Direct, ResetKind.Subtract, "70 10", WeightKind.SignedConstant, 8);
        HiddenNetwork other = new(first.Spec with { Seed = 9 }, first.Masks);
        using var layers = NetworkLayers.Load(first, 1);
        using var changed = NetworkLayers.Load(other, 1);
        using EventNetwork weights = EventNetwork.Over(first.Spec, layers)!;
        using var engine = new EventEngine(weights);
        for (int l = 0; l < layers.All.Count; l++)
        {
            Effective(changed, l).CopyTo(Effective(layers, l));
        }
        weights.Refresh();
        SampleSet samples = SomeBatch.Of(1, Inputs, 10);
        engine.Run(samples.Pixels(0), 0);
        Assert.Equal(other.Classify(samples.Pixels(0)).FinalMembranes, engine.FinalMembranes.ToArray());
        Assert.NotEqual(first.Classify(samples.Pixels(0)).FinalMembranes, engine.FinalMembranes.ToArray());
    }

    private static Span<sbyte> Effective(NetworkLayers layers, int layer) =>
        ((IntegerLayer)layers.All[layer]).Effective.Span;

    private static void Check(HiddenNetwork network)
    {
        SampleSet samples = SomeBatch.Of(Samples, Inputs, 2);
        using var team = new WorkerTeam(1);
        using var layers = NetworkLayers.Load(network, Samples);
        using var forward = new BatchForward(layers.All, network.Spec.Encoding, Samples, team);
        forward.Run(new SampleSource(samples, network.Spec), Samples);
        using var weights = EventNetwork.Load(network);
        using var engine = new EventEngine(weights);
        for (int n = 0; n < Samples; n++)
        {
            Assert.Equal(forward.Decide(n), engine.Run(samples.Pixels(n), (uint)n));
            Assert.Equal(forward.Votes(n).ToArray(), engine.Votes.ToArray());
            Assert.Equal(layers.All.Select(layer => layer.CountSpikes(n)), engine.Spikes.ToArray());
            Assert.Equal(layers.All[0].Direct ? 0 : forward.Train(0, n).TotalSpikes, engine.InputSpikes);
            for (int c = 0; c < network.Spec.Classes; c++)
            {
                Assert.Equal(layers.All[^1].FinalMembrane(n, c), engine.FinalMembranes[c]);
            }
            Assert.Equal(forward.Decide(n), engine.Run(samples.Pixels(n), (uint)n, untilCertain: true));
        }
    }

    // Layers below the output may not be silent.
    private static HiddenNetwork Network(
        InputEncoding encoding,
        ResetKind reset,
        string neurons,
        WeightKind kind,
        int steps
    )
    {
        int[] layers = [.. neurons.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return SomeNetwork.Of(
            new NetworkSpec
            {
                Inputs = Inputs,
                Seed = 8,
                Steps = steps,
                Encoding = encoding,
                Weights = kind,
                Layers =
                [
                    .. layers.Select(
                        (n, l) =>
                            new LayerSpec
                            {
                                Neurons = n,
                                Keep = 0.5,
                                Gain = 1.5,
                                Lif = new()
                                {
                                    Reset =
                                        reset == ResetKind.None && l < layers.Length - 1
                                            ? ResetKind.DelayedSubtract
                                            : reset,
                                    DecayShift = 3,
                                },
                            }
                    ),
                ],
            }
        );
    }
}
