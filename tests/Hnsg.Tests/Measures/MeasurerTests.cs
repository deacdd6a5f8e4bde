using Hnsg.Data;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Tests.Files;
using Xunit;

namespace Hnsg.Tests.Measures;

public sealed class MeasurerTests
{
    private const int Inputs = 20;
    private const int Samples = 150;

    public static TheoryData<InputEncoding, WeightKind, ResetKind, string, int> Networks =>
        new()
        {
            { InputEncoding.Direct, WeightKind.SignedConstant, ResetKind.Subtract, "17 5", 8 },
            { InputEncoding.Rate, WeightKind.SignedConstant, ResetKind.Subtract, "17 5", 8 },
            { InputEncoding.Rate, WeightKind.Binomial, ResetKind.Zero, "33 20 4", 11 },
            { InputEncoding.Direct, WeightKind.Uniform, ResetKind.DelayedSubtract, "70 3", 6 },
            { InputEncoding.Direct, WeightKind.Binomial, ResetKind.Zero, "3", 5 },
            { InputEncoding.Rate, WeightKind.SignedConstant, ResetKind.Subtract, "9 70", 4 },
            { InputEncoding.Direct, WeightKind.SignedConstant, ResetKind.Subtract, "9 1", 1 },
            { InputEncoding.Direct, WeightKind.SignedConstant, ResetKind.None, "17 5", 8 },
            { InputEncoding.Rate, WeightKind.Uniform, ResetKind.None, "20 70", 4 },
        };

    [Theory, MemberData(nameof(Networks))]
    public void Every_measure_is_what_brute_force_counts(
        InputEncoding encoding,
        WeightKind weights,
        ResetKind reset,
        string neurons,
        int steps
    )
    {
        HiddenNetwork network = Network(encoding, weights, reset, neurons, steps);
        SampleSet samples = Set(network.Spec.Classes);
        Measurement found = Run(network, samples, 2);
        var slow = new BruteForce(network, samples);
        Complexity complexity = found.Complexity;
        Assert.Equal(slow.ConnectionSparsity(), complexity.ConnectionSparsity, 1e-12);
        Assert.InRange(slow.ActivationSparsity(), 0.1, 0.99);
        Assert.Equal(slow.ActivationSparsity(), complexity.ActivationSparsity, 1e-12);
        Assert.Equal(1 - complexity.ActivationSparsity, found.Evaluation.FiringIntensity.Spiking, 1e-12);
        Assert.Equal(slow.Operations((_, _, _) => true, all: true, macs: null), complexity.Dense, 1e-9);
        Assert.Equal(slow.Operations(NonZero, all: false, macs: true), complexity.EffectiveMacs, 1e-9);
        Assert.Equal(slow.Operations(NonZero, all: false, macs: false), complexity.EffectiveAcs, 1e-9);
        Assert.Equal(slow.Operations(slow.Kept, all: false, macs: null), complexity.SynapticOperations, 1e-9);
        Assert.Equal(slow.MembraneUpdates(), complexity.MembraneUpdates, 1e-9);
        Assert.Equal(slow.CalibrationError(Calibration.Bins), found.Calibration.Error, 1e-6);
        for (int t = 1; t <= steps; t++)
        {
            Assert.Equal(slow.AccuracyAfter(t), found.StepAccuracy[t - 1], 1e-12);
            if (reset == ResetKind.None)
            {
                continue;
            }
            (double accuracy, double used) = slow.Exit(t);
            Assert.Equal(accuracy, found.Exits[t - 1].Accuracy, 1e-12);
            Assert.Equal(used, found.Exits[t - 1].MeanSteps, 1e-12);
        }
        Assert.Equal(reset == ResetKind.None, found.ReadsMembranes);
        Assert.Equal(reset == ResetKind.None ? 0 : steps, found.Exits.Count);
        Assert.All(found.Layers.SkipLast(1), layer => Assert.True(layer.Spikes));
        Assert.True(reset != ResetKind.None || found.Layers[^1].Dead == 0);
        Assert.All(found.Wrong, wrong => Assert.True(wrong.AnswerOutput >= wrong.LabelOutput));
        foreach (LayerActivity layer in found.Layers)
        {
            Assert.All(
                layer.NeuronIntensity,
                (value, neuron) => Assert.Equal(slow.NeuronIntensity(layer.Layer - 1, neuron), value, 1e-12)
            );
        }

        bool NonZero(int l, int i, int j) => slow.Weight(l, i, j) != 0;
    }

    [Fact]
    public void The_evaluation_is_that_of_the_evaluator_for_any_number_of_threads()
    {
        HiddenNetwork network = Network(InputEncoding.Rate, WeightKind.SignedConstant, ResetKind.Subtract, "40 6", 7);
        SampleSet samples = Set(6);
        Evaluation expected = Evaluator.Run(network, samples, 1, cancellation: TestContext.Current.CancellationToken);
        foreach (int threads in (int[])[1, 3])
        {
            Measurement found = Run(network, samples, threads);
            Assert.Equal(expected.Correct, found.Evaluation.Correct);
            Assert.Equal(expected.Confusion, found.Evaluation.Confusion);
            Assert.Equal(expected.FiringIntensity, found.Evaluation.FiringIntensity);
            Assert.Equal(samples.Count - expected.Correct, found.Wrong.Count);
            Assert.Equal(expected.Accuracy, found.StepAccuracy[^1]);
            Assert.Equal(found.Wrong.OrderBy(w => w.Sample), found.Wrong);
            Assert.All(found.Wrong, w => Assert.Equal(samples.Labels[w.Sample], w.Label));
            Assert.All(found.Wrong, w => Assert.NotEqual(w.Label, w.Answer));
        }
    }

    [Fact]
    public void Classes_are_counted_from_the_confusion_matrix()
    {
        var measure = new ClassMeasure(3, Samples: 8, Answers: 5, Correct: 4);
        Assert.Equal(0.8, measure.Precision);
        Assert.Equal(0.5, measure.Recall);
        Assert.Equal(2 * 0.8 * 0.5 / 1.3, measure.F1!.Value, 1e-12);
        Assert.Null(new ClassMeasure(0, 3, 0, 0).Precision);
        Assert.Null(new ClassMeasure(0, 0, 3, 0).Recall);
        Assert.Null(new ClassMeasure(0, 0, 0, 0).F1);
    }

    // Neurons of an input that is never there cannot spike, and one far above its threshold spikes always.
    [Fact]
    public void Dead_and_saturated_neurons_are_counted()
    {
        var layer = new LayerActivity { Layer = 1, NeuronIntensity = [0, 0.2, 0.95, 0.96, 1, 0] };
        Assert.Equal(2, layer.Dead);
        Assert.Equal(2, layer.Saturated);
        Assert.Equal(0.2, layer.Quantile(0.5));
        Assert.Equal(0, layer.Quantile(0));
        Assert.Equal(1, layer.Quantile(1));
    }

    [Fact]
    public void The_margin_with_the_fewest_steps_that_loses_few_right_answers_is_chosen()
    {
        Measurement measured = Run(
            Network(InputEncoding.Direct, WeightKind.SignedConstant, ResetKind.Subtract, "17 5", 4),
            Set(5),
            1
        );
        Measurement validation = measured with
        {
            Exits =
            [
                // Gains do not make up for losses: the first is as accurate as all steps are.
                new(1, 1000, 1100, 900, 100, 100),
                new(2, 1000, 1900, 900, 2, 0),
                new(3, 1000, 2500, 900, 1, 0),
                new(4, 1000, 3500, 900, 0, 0),
            ],
        };
        Assert.Equal(3, EarlyExit.Choose(validation));
        Assert.Equal(2, EarlyExit.Choose(validation, 0.002));
        Assert.Equal(1, EarlyExit.Choose(validation, 0.1));
        Assert.Equal(
            4,
            EarlyExit.Choose(validation with { Exits = [.. validation.Exits.Select(e => e with { Lost = 9 })] })
        );
        Assert.Equal(0.898, validation.Exits[1].Accuracy, 1e-12);
        Assert.Equal(0.9, validation.Exits[0].Accuracy, 1e-12);
        Assert.Equal(2.5, validation.Exits[2].MeanSteps, 1e-12);
    }

    [Fact]
    public void No_samples_and_samples_of_another_size_are_refused()
    {
        HiddenNetwork network = Network(InputEncoding.Direct, WeightKind.SignedConstant, ResetKind.Subtract, "5 2", 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(network, Set(2).Slice(0, 0), 1));
        Assert.Throws<ArgumentException>(() => Run(network, new SampleSet(new byte[7], new byte[1], 7), 1));
    }

    private static Measurement Run(HiddenNetwork network, SampleSet samples, int threads) =>
        Measurer.Run(network, samples, threads, cancellation: TestContext.Current.CancellationToken);

    private static HiddenNetwork Network(
        InputEncoding encoding,
        WeightKind weights,
        ResetKind reset,
        string neurons,
        int steps
    )
    {
        string[] layers = neurons.Split(' ');
        return SomeNetwork.Of(
            new NetworkSpec
            {
                Inputs = Inputs,
                Seed = 11,
                Steps = steps,
                Encoding = encoding,
                Weights = weights,
                FractionBits = 5,
                Layers =
                [
                    .. layers.Select(
                        (n, l) =>
                            new LayerSpec
                            {
                                Neurons = int.Parse(n, System.Globalization.CultureInfo.InvariantCulture),
                                Keep = 0.4,
                                Gain = 2,
                                // Only output neurons may be without a reset.
                                Lif = new()
                                {
                                    DecayShift = 2,
                                    Reset =
                                        l < layers.Length - 1 && reset == ResetKind.None ? ResetKind.Subtract : reset,
                                },
                            }
                    ),
                ],
            }
        );
    }

    private static SampleSet Set(int classes)
    {
        var key = new RandomKey(3);
        byte[] pixels =
        [
            .. Enumerable.Range(0, Samples * Inputs).Select(i => (byte)Math.Max(0, key.Below(0, (uint)i, 400) - 144.0)),
        ];
        byte[] labels = [.. Enumerable.Range(0, Samples).Select(n => (byte)key.Below(1, (uint)n, (uint)classes))];
        return new SampleSet(pixels, labels, Inputs);
    }
}
