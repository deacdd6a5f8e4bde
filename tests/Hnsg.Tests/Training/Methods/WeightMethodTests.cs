using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training.Methods;

/// <summary>Trained weights: their gradients against plain loops, their pruning, their first values.</summary>
public class WeightMethodTests
{
    private const int Samples = 6;

    private static readonly NetworkSpec Spec = new()
    {
        Inputs = 20,
        Seed = 4,
        Steps = 5,
        Layers = [new() { Neurons = 17 }, new() { Neurons = 5 }, new() { Neurons = 3 }],
    };

    // The gradient of effective weights by plain loops in double precision, and where it is smooth by differences too.
    [Theory]
    [InlineData("transfer", 1)]
    [InlineData("transfer", 2)]
    [InlineData("ann-hidden", 1)]
    public void Without_spikes_the_gradient_is_that_of_the_loss(string method, int threads)
    {
        TrainingMethod it = TrainingMethods.Find(method);
        NetworkSpec spec = it.Adapt(Spec);
        TrainingOptions options = it.Suggest(
            new TrainingOptions
            {
                Method = method,
                Optimiser = "sgd",
                Momentum = 0,
                LabelSmoothing = 0.1,
            }
        );
        SampleSet samples = SomeBatch.Of(Samples, spec.Inputs, 3);
        Optimiser optimiser = Optimiser.Create(options);
        using var team = new WorkerTeam(threads);
        using var layers = new NetworkLayers([.. Enumerable.Range(0, 3).Select(l => it.CreateLayer(spec, l, Samples))]);
        using var forward = new BatchForward(layers.All, spec.Encoding, Samples, team);
        LayerMethod[] methods =
        [
            .. layers.All.Select(
                (layer, l) => it.CreateTraining(spec, l, layer, new MethodSetup(options, optimiser, threads))
            ),
        ];
        using var back = new Backpropagation(
            forward,
            methods,
            Loss.Create(options.Loss, options.LabelSmoothing),
            it.Surrogate!,
            false,
            (0, 0),
            team
        );
        back.ApplyAll();
        double[][] weights = [.. layers.All.Select(layer => Read(layer, ((RealWeightLayer)layer).Effective))];
        double[][] scores = [.. layers.All.Select((layer, l) => Read(layer, methods[l].State[0]))];
        forward.Run(new SampleSource(samples, spec), Samples);
        samples.Labels.CopyTo(back.Targets);
        optimiser.Begin(1, 1e-9);
        double loss = back.Run(optimiser) / Samples;
        Assert.Equal(MeanLoss(weights, samples), loss, 1e-5);
        double[][] plain = Gradient(weights, samples);
        for (int l = 0; l < 3; l++)
        {
            double[] gradient = Read(layers.All[l], methods[l].State[1]);
            for (int i = 0; i < weights[l].Length; i += 3)
            {
                double frozen = FrozenWeights.At(spec.Weights, spec.Seed, l, i) * spec.Scale(l);
                double expected = method == "transfer" ? 1 : Math.Sign(scores[l][i]) * frozen;
                Assert.Equal(plain[l][i] * expected, gradient[i], 2e-5);
                if (method == "transfer")
                {
                    // With few connections a sum is often exactly 0, where a difference sees half of the kink.
                    Assert.Equal(Difference(weights, l, i, samples), gradient[i], 2e-5);
                }
            }
        }
        foreach (LayerMethod one in methods)
        {
            one.Dispose();
        }
    }

    [Fact]
    public void First_weights_are_uniform_with_the_variance_of_He()
    {
        using var step = new MethodStep("weights", Spec with { Layers = [new() { Neurons = 500, Gain = 2 }] });
        double[] weights = step.Values;
        double range = 2 * Math.Sqrt(6.0 / Spec.Inputs);
        Assert.All(weights, weight => Assert.InRange(weight, -range, range));
        Assert.InRange(weights.Average(weight => weight * weight) / (4 * 2.0 / Spec.Inputs), 0.95, 1.05);
        Assert.Equal(weights, step.Effective);
        Assert.Equal(1, step.Spec.Layers[0].Keep);
    }

    [Fact]
    public void Gradients_of_pixels_are_in_the_units_of_the_weights()
    {
        using var step = new MethodStep("weights", Spec);
        double[] before = step.Values;
        double[] gradient = step.Step(0.5);
        double[] after = step.Values;
        for (int i = 0; i < step.Connections; i++)
        {
            Assert.Equal(step.Given[i] / 256, gradient[i], 1e-7);
            Assert.Equal(before[i] - 0.5 * gradient[i], after[i], 1e-6);
        }
    }

    [Fact]
    public void Halfway_the_smallest_weights_go_for_good()
    {
        NetworkSpec spec = Spec with { Layers = [new() { Neurons = 70, Keep = 0.3 }, new() { Neurons = 3 }] };
        using var step = new MethodStep("magnitude", spec);
        step.Step();
        step.Method.Begin(4, 10);
        step.Apply();
        Assert.DoesNotContain(0, step.Effective);
        double[] whole = step.Values;
        step.Method.Begin(5, 10);
        step.Apply();
        bool[] kept = MaskMethodTests.TopK(whole, spec.KeptConnections(0));
        step.Step();
        step.Method.Begin(6, 10);
        step.Apply();
        Mask mask = step.Method.CurrentMask();
        double[] after = step.Effective;
        for (int i = 0; i < step.Connections; i++)
        {
            Assert.Equal(kept[i], mask[i]);
            Assert.Equal(kept[i], after[i] != 0);
        }
    }

    // The penalty's gradient reaches the lanes that make 17 neurons fill a block of 32.
    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    public void An_activity_penalty_takes_no_connection_from_what_a_pruning_keeps(double keep)
    {
        TrainingOptions options = EveryMethodTests.Options("magnitude") with
        {
            Hidden = [17],
            Keep = [keep],
            ActivityPenalty = 100,
            ActivityTarget = 1,
            Optimiser = "sgd",
            LearningRate = 0.1,
            Surrogate = "straight-through",
        };
        using var session = new TrainingSession(options, SomeDigits.Of(110), 2);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(
            (long)Math.Ceiling(keep * 784 * 17) + (long)Math.Ceiling(keep * 17 * 10),
            session.Network().Connections
        );
    }

    private static double[] Read(SpikingLayer layer, AlignedBuffer<float> values) =>
        [
            .. Enumerable
                .Range(0, layer.Shape.Rows * layer.Shape.Columns)
                .Select(i =>
                    (double)values.Span[(int)layer.Shape.Offset(i / layer.Shape.Columns, i % layer.Shape.Columns)]
                ),
        ];

    private static double Difference(double[][] weights, int layer, int at, SampleSet samples)
    {
        const double step = 1e-5;
        double before = weights[layer][at];
        weights[layer][at] = before + step;
        double above = MeanLoss(weights, samples);
        weights[layer][at] = before - step;
        double below = MeanLoss(weights, samples);
        weights[layer][at] = before;
        return (above - below) / (2 * step);
    }

    private static double[][] Gradient(double[][] weights, SampleSet samples)
    {
        double[][] gradient = [.. weights.Select(layer => new double[layer.Length])];
        for (int n = 0; n < samples.Count; n++)
        {
            double[][] x = Activations(weights, samples, n);
            double total = x[^1].Sum(Math.Exp);
            double[] delta =
            [
                .. x[^1]
                    .Select(
                        (logit, c) =>
                            (Math.Exp(logit) / total - (c == samples.Labels[n] ? 0.9 : 0) - 0.1 / 3) / samples.Count
                    ),
            ];
            for (int l = weights.Length - 1; l >= 0; l--)
            {
                double[] below = new double[x[l].Length];
                for (int i = 0; i < below.Length; i++)
                {
                    for (int j = 0; j < delta.Length; j++)
                    {
                        gradient[l][i * delta.Length + j] += x[l][i] * delta[j];
                        below[i] += x[l][i] > 0 ? weights[l][i * delta.Length + j] * delta[j] : 0;
                    }
                }
                delta = below;
            }
        }
        return gradient;
    }

    // The input, then what each layer gives.
    private static double[][] Activations(double[][] weights, SampleSet samples, int sample)
    {
        var x = new List<double[]> { samples.Pixels(sample).ToArray().Select(pixel => pixel / 256.0).ToArray() };
        for (int l = 0; l < weights.Length; l++)
        {
            double[] input = x[^1];
            int neurons = weights[l].Length / input.Length;
            IEnumerable<double> sums = Enumerable
                .Range(0, neurons)
                .Select(j => input.Select((value, i) => value * weights[l][i * neurons + j]).Sum());
            x.Add([.. sums.Select(sum => l == weights.Length - 1 ? sum : Math.Max(0, sum))]);
        }
        return [.. x];
    }

    private static double MeanLoss(double[][] weights, SampleSet samples)
    {
        double loss = 0;
        for (int n = 0; n < samples.Count; n++)
        {
            double[] x = Activations(weights, samples, n)[^1];
            double normal = Math.Log(x.Sum(Math.Exp));
            loss -= x.Select((logit, c) => ((c == samples.Labels[n] ? 0.9 : 0) + 0.1 / 3) * (logit - normal)).Sum();
        }
        return loss / samples.Count;
    }
}
