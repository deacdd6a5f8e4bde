using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training;

/// <summary>
/// The engine's gradient against a slow one, and the slow one against numerical derivatives: so the engine's scores
/// move down the loss of the network in which every spike is replaced by its tangent.
/// </summary>
public class BackpropagationTests
{
    private const int Inputs = 12;
    private const int Classes = 3;

    public static MatrixTheoryData<InputEncoding, ResetKind, bool> Cases =>
        new(Enum.GetValues<InputEncoding>(), Enum.GetValues<ResetKind>(), [false, true]);

    [Theory, MemberData(nameof(Cases))]
    public void Score_gradients_are_those_of_a_slow_network(InputEncoding encoding, ResetKind reset, bool attached)
    {
        foreach (
            int[] hidden in (int[][])
                [
                    [],
                    [18, 7],
                    [70, 40],
                ]
        )
        {
            foreach (double penalty in (double[])[0, 3])
            {
                TrainingOptions options = Options(encoding, reset, attached, hidden) with { ActivityPenalty = penalty };
                foreach (int threads in (int[])[1, 3])
                {
                    Compare(options, threads);
                }
            }
        }
    }

    [Theory]
    [InlineData("atan", 2)]
    [InlineData("fast-sigmoid", 5)]
    [InlineData("sigmoid", 4)]
    [InlineData("triangle", 0.7)]
    [InlineData("straight-through", 1)]
    public void Every_surrogate_leads_to_the_gradients_of_a_slow_network(string surrogate, double slope) =>
        Compare(
            Options(InputEncoding.Direct, ResetKind.Subtract, false, [18, 7]) with
            {
                Surrogate = surrogate,
                Slope = slope,
            },
            2
        );

    [Theory]
    [InlineData("count-cross-entropy")]
    [InlineData("rate-cross-entropy")]
    [InlineData("rate-mse")]
    public void Every_loss_leads_to_the_gradients_of_a_slow_network(string loss) =>
        Compare(Options(InputEncoding.Rate, ResetKind.Zero, false, [18, 7]) with { Loss = loss }, 2);

    [Theory]
    [InlineData(WeightKind.Binomial)]
    [InlineData(WeightKind.Uniform)]
    public void Every_kind_of_weight_leads_to_the_gradients_of_a_slow_network(WeightKind kind) =>
        Compare(Options(InputEncoding.Rate, ResetKind.Subtract, true, [18, 7]) with { Weights = kind }, 2);

    public static MatrixTheoryData<InputEncoding, ResetKind, string> Neurons =>
        new([InputEncoding.Direct, InputEncoding.Rate], Enum.GetValues<ResetKind>(), ["if", "cuba", "mixed"]);

    [Theory, MemberData(nameof(Neurons))]
    public void Every_neuron_leads_to_the_gradients_of_a_slow_network(
        InputEncoding encoding,
        ResetKind reset,
        string neurons
    )
    {
        foreach (int threads in (int[])[1, 3])
        {
            Compare(WithNeurons(Options(encoding, reset, true, [70, 18]), neurons), threads);
        }
    }

    [Theory, MemberData(nameof(Neurons))]
    public void Slow_gradients_of_every_neuron_are_numerical_derivatives(
        InputEncoding encoding,
        ResetKind reset,
        string neurons
    ) => Differentiate(WithNeurons(Options(encoding, reset, true, [9, 6]), neurons));

    private static TrainingOptions WithNeurons(TrainingOptions options, string neurons) =>
        neurons switch
        {
            "if" => options with { Neuron = [NeuronKind.If] },
            "cuba" => options with { Neuron = [NeuronKind.Cuba], SynapseShift = [1] },
            _ => options with { Neuron = [NeuronKind.Cuba, NeuronKind.If, NeuronKind.Lif], SynapseShift = [2, 0, 0] },
        };

    [Theory, MemberData(nameof(Cases))]
    public void Slow_gradients_are_numerical_derivatives(InputEncoding encoding, ResetKind reset, bool attached)
    {
        Differentiate(Options(encoding, reset, attached, [9, 6]) with { ActivityPenalty = 3 });
    }

    private static void Differentiate(TrainingOptions options)
    {
        NetworkSpec spec = TrainingOptionsValidation.Network(options, Inputs, Classes);
        SampleSet samples = SomeBatch.Of(4, Inputs, Classes);
        using var engine = new EngineStep(spec, options, samples, 1);
        SlowGradient slow = Slow(spec, options, samples, engine);
        double[][] gradient = slow.OfWeights();
        double[][] weights = slow.Weights();
        const double h = 1e-5;
        for (int l = 0; l < weights.Length; l++)
        {
            double largest = gradient[l].Max(Math.Abs);
            Assert.True(largest > 0);
            for (int i = 0; i < weights[l].Length; i++)
            {
                double weight = weights[l][i];
                weights[l][i] = weight + h;
                double above = slow.TangentLoss(weights);
                weights[l][i] = weight - h;
                double below = slow.TangentLoss(weights);
                weights[l][i] = weight;
                Assert.Equal((above - below) / (2 * h), gradient[l][i], 1e-6 * largest);
            }
        }
    }

    private static TrainingOptions Options(InputEncoding encoding, ResetKind reset, bool attached, int[] hidden) =>
        new()
        {
            Seed = 5,
            Hidden = hidden,
            Steps = 6,
            Encoding = encoding,
            Keep = [0.5],
            // Delta coding has spikes at one step only.
            Gain = [encoding == InputEncoding.Delta ? 3 : 1.5],
            DecayShift = [2],
            Reset = reset == ResetKind.None ? [.. hidden.Select(_ => ResetKind.Subtract), ResetKind.None] : [reset],
            Loss = reset == ResetKind.None ? "membrane-cross-entropy" : "count-cross-entropy",
            LabelSmoothing = 0.1,
            Slope = 2,
            AttachReset = attached,
            LearningRate = 100,
        };

    private static SlowGradient Slow(NetworkSpec spec, TrainingOptions options, SampleSet samples, EngineStep engine) =>
        new(
            new SlowNetwork(spec, engine.Scores),
            options,
            [.. Enumerable.Range(0, samples.Count).Select(n => SomeBatch.Input(spec, samples, n))],
            [.. samples.Labels.ToArray().Select(label => (int)label)]
        );

    private static void Compare(TrainingOptions options, int threads)
    {
        TrainingOptionsValidation.Check(options);
        NetworkSpec spec = TrainingOptionsValidation.Network(options, Inputs, Classes);
        SampleSet samples = SomeBatch.Of(5, Inputs, Classes);
        using var engine = new EngineStep(spec, options, samples, threads);
        SlowGradient slow = Slow(spec, options, samples, engine);
        double[][] expected = slow.OfScores(engine.Scores);
        Assert.Equal(slow.MeanLoss(), engine.MeanLoss, 1e-6);
        for (int n = 0; n < samples.Count; n++)
        {
            Assert.Equal(slow.Traces[n][^1].Votes, engine.Forward.Votes(n).ToArray());
        }
        for (int l = 0; l < expected.Length; l++)
        {
            double largest = expected[l].Max(Math.Abs);
            Assert.True(largest > 0);
            for (int i = 0; i < expected[l].Length; i++)
            {
                Assert.Equal(expected[l][i], engine.Gradient[l][i], 1e-5 * largest);
                float moved = engine.Scores[l][i] - (float)options.LearningRate * engine.Gradient[l][i];
                Assert.Equal(moved, engine.ScoresAfter[l][i]);
            }
        }
    }
}
