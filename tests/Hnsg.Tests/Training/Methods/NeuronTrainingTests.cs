using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Kernels;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Losses;
using Hnsg.Training.Methods;
using Hnsg.Training.Optimisers;
using Hnsg.Training.Options;
using Hnsg.Training.Surrogates;
using Xunit;

namespace Hnsg.Tests.Training.Methods;

/// <summary>Trained decays and thresholds.</summary>
public class NeuronTrainingTests
{
    private const int Inputs = 12;
    private const int Classes = 3;
    private static readonly Dataset Digits = SomeDigits.Of(110, 40);

    public static MatrixTheoryData<InputEncoding, ResetKind, bool, string> Cases =>
        new(
            [InputEncoding.Direct, InputEncoding.Rate],
            Enum.GetValues<ResetKind>(),
            [false, true],
            ["lif", "cuba", "if"]
        );

    [Theory, MemberData(nameof(Cases))]
    public void Gradients_are_central_differences_of_the_smooth_network(
        InputEncoding encoding,
        ResetKind reset,
        bool attached,
        string neuron
    )
    {
        TrainingOptions options = new TrainingOptions
        {
            Method = "weights",
            Seed = 5,
            Hidden = [70, 18],
            Steps = 6,
            Encoding = encoding,
            Threshold = [0.8, 0.6],
            DecayShift = [2, 1],
            Neuron = [NeuronKind.Find(neuron), NeuronKind.Lif],
            SynapseShift = [neuron == "cuba" ? 1 : 0, 0],
            Reset = reset == ResetKind.None ? [ResetKind.Subtract, ResetKind.None] : [reset],
            Loss = reset == ResetKind.None ? "membrane-cross-entropy" : "count-cross-entropy",
            LabelSmoothing = 0.1,
            Slope = 2,
            AttachReset = attached,
            ActivityPenalty = 3,
            Optimiser = "sgd",
            Momentum = 0,
            TrainDecay = true,
            TrainThreshold = true,
        }.Validate();
        double[][] gradient = Step(options, 1, out SmoothNetwork smooth);
        Assert.Equal(gradient, Step(options, 3, out _));
        double[] expectedBeta = [.. smooth.Betas.Select((_, l) => Difference(smooth, smooth.Betas, l))];
        double[] expectedTheta = [.. smooth.Thresholds.Select((_, l) => Difference(smooth, smooth.Thresholds, l))];
        double tolerance = 1e-4 * expectedBeta.Concat(expectedTheta).Max(Math.Abs);
        for (int l = 0; l < 3; l++)
        {
            double beta = smooth.Betas[l],
                theta = smooth.Thresholds[l];
            bool decays = l == 2 || neuron != "if";
            Assert.Equal(decays ? expectedBeta[l] * beta * (1 - beta) : 0, gradient[l][0], tolerance);
            Assert.Equal(expectedTheta[l] * theta, gradient[l][1], tolerance);
        }
        Assert.All(gradient.SkipLast(1), layer => Assert.NotEqual(0, layer[1]));
    }

    public static TheoryData<string, bool, bool> Trained =>
        new()
        {
            { "weights", true, true },
            { "weights", true, false },
            { "weights", false, true },
            { "magnitude", true, true },
        };

    [Theory, MemberData(nameof(Trained))]
    public void They_are_trained_stored_and_do_the_same_again(string method, bool decay, bool threshold)
    {
        TrainingOptions options = Options(method, decay, threshold);
        using TrainingSession session = Train(options, 2);
        var network = Assert.IsType<RealNetwork>(session.Network());
        foreach (LayerSpec layer in network.Spec.Layers)
        {
            Assert.Equal(decay, layer.Lif.Beta != 0.9375);
            Assert.Equal(decay, layer.Lif.TrainedBeta is not null);
            Assert.Equal(threshold, layer.Lif.Threshold != 1);
            Assert.InRange(layer.Lif.Beta, 0.5, 0.999);
            Assert.InRange(layer.Lif.Threshold, 1.0 / NeuronTraining.MostGrowth, NeuronTraining.MostGrowth);
        }
        byte[] bytes = network.ToBytes();
        Assert.Equal(decay ? 2 : 1, bytes[4]);
        TrainedNetwork again = TrainedNetwork.LoadAny(bytes);
        Assert.Equal(network.Spec.Layers, again.Spec.Layers);
        Assert.Equal(bytes, again.ToBytes());
        Assert.Equal(Evaluate(network, Digits.Test).Confusion, Evaluate(again, Digits.Test).Confusion);
        Assert.Equal(session.History[^1].ValidationAccuracy, Evaluate(again, Digits.Train.Slice(100, 10)).Accuracy);
    }

    [Theory, MemberData(nameof(Trained))]
    public void A_session_that_is_saved_and_gone_on_with_gives_the_same_bytes(string method, bool decay, bool threshold)
    {
        TrainingOptions options = Options(method, decay, threshold);
        using TrainingSession whole = Train(options, 2);
        using var saved = new MemoryStream();
        using (var first = new TrainingSession(options, Digits, 3))
        {
            for (int step = 0; step < 5; step++)
            {
                first.Step();
            }
            first.Save(new BinaryWriter(saved));
        }
        saved.Position = 0;
        using var second = new TrainingSession(options, Digits, 1);
        second.Load(new BinaryReader(saved));
        second.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(whole.Network().ToBytes(), second.Network().ToBytes());
    }

    [Fact]
    public void Without_the_options_nothing_of_them_is_there()
    {
        using TrainingSession session = Train(Options("weights", false, false), 1);
        Assert.All(session.Network().Spec.Layers, layer => Assert.Equal(new LifSpec(), layer.Lif));
    }

    [Theory]
    [InlineData("hnsg")]
    [InlineData("transfer")]
    [InlineData("ann-hidden")]
    [InlineData("signed")]
    [InlineData("probabilistic")]
    [InlineData("biprop")]
    [InlineData("random")]
    public void Methods_that_do_not_train_such_numbers_refuse_them(string method)
    {
        Refused(Options(method, true, false), "train-decay", "weights and magnitude can");
        Refused(Options(method, false, true), "train-threshold", "weights and magnitude can");
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        TrainingOptions options = Options("weights", true, true);
        Refused(options with { Neuron = [NeuronKind.If] }, "train-decay", "'if' neurons have no decay");
        OptionException error = Assert.Throws<OptionException>(() =>
            new TrainingSession(options with { Threshold = [100] }, Digits, 1)
        );
        Assert.Contains("up to 16 times", error.Message, StringComparison.Ordinal);
        NetworkSpec spec = Files.SomeNetwork.Plain;
        LayerSpec[] layers = [.. spec.Layers.Select(it => it with { Lif = it.Lif with { TrainedBeta = 0.9 } })];
        HiddenNetwork hidden = Files.SomeNetwork.Of(spec);
        Assert.Throws<OptionException>(() => new HiddenNetwork(spec with { Layers = layers }, hidden.Masks));
        foreach (double beta in (double[])[0, 1, -0.5, double.NaN])
        {
            layers[0] = layers[0] with { Lif = new() { TrainedBeta = beta } };
            Assert.Throws<OptionException>((spec with { Layers = layers }).Validate);
        }
    }

    private static double Difference(SmoothNetwork network, double[] values, int at)
    {
        const double step = 1e-5;
        double before = values[at];
        values[at] = before + step;
        double above = network.Loss();
        values[at] = before - step;
        double below = network.Loss();
        values[at] = before;
        return (above - below) / (2 * step);
    }

    // By layer: the gradients of x and y, which sgd without momentum remembers.
    private static double[][] Step(TrainingOptions options, int threads, out SmoothNetwork smooth)
    {
        TrainingMethod it = TrainingMethods.Find("weights");
        NetworkSpec spec = TrainingOptionsValidation.Network(options, Inputs, Classes);
        SampleSet samples = SomeBatch.Of(5, Inputs, Classes);
        Optimiser optimiser = Optimiser.Create(options);
        using var team = new WorkerTeam(threads);
        using var layers = new NetworkLayers([.. Enumerable.Range(0, 3).Select(l => it.CreateLayer(spec, l, 5))]);
        using var forward = new BatchForward(layers.All, spec.Encoding, 5, team);
        var setup = new MethodSetup(options, optimiser, threads);
        LayerMethod[] methods = [.. layers.All.Select((layer, l) => it.CreateTraining(spec, l, layer, setup))];
        using var back = new Backpropagation(
            forward,
            methods,
            Loss.Create(options.Loss, options.LabelSmoothing),
            SurrogateCatalog.Create(options.Surrogate, options.Slope),
            options.AttachReset,
            (options.ActivityPenalty, options.ActivityTarget),
            team
        );
        back.ApplyAll();
        double[][] weights = [.. layers.All.Select((layer, l) => Read(layer.Shape, methods[l].State[0]))];
        forward.Run(new SampleSource(samples, spec), 5);
        samples.Labels.CopyTo(back.Targets);
        optimiser.Begin(1, 1e-9);
        back.Run(optimiser);
        smooth = new SmoothNetwork(
            spec,
            options,
            weights,
            [.. Enumerable.Range(0, 5).Select(n => SomeBatch.Input(spec, samples, n))],
            [.. samples.Labels.ToArray().Select(label => (int)label)]
        );
        for (int n = 0; n < 5; n++)
        {
            for (int l = 0; l < 3; l++)
            {
                SameSpikes(layers.All[l], n, l, smooth);
            }
        }
        double[][] gradient =
        [
            .. methods.Select(method => method.Neurons!.State[1].Span[..2].ToArray().Select(g => (double)g).ToArray()),
        ];
        foreach (LayerMethod method in methods)
        {
            method.Dispose();
        }
        return gradient;
    }

    private static void SameSpikes(SpikingLayer layer, int sample, int l, SmoothNetwork smooth)
    {
        var spikes = new LayerSpikes(layer, sample);
        for (int t = 0; t < layer.Steps; t++)
        {
            for (int j = 0; j < spikes.Neurons; j++)
            {
                Assert.Equal(smooth.Spiked(sample, l, t, j), spikes[t, j]);
            }
        }
    }

    private static double[] Read(MatrixLayout shape, AlignedBuffer<float> values) =>
        [
            .. Enumerable
                .Range(0, shape.Rows * shape.Columns)
                .Select(i => (double)values.Span[(int)shape.Offset(i / shape.Columns, i % shape.Columns)]),
        ];

    private static TrainingOptions Options(string method, bool decay, bool threshold) =>
        EveryMethodTests.Options(method) with
        {
            TrainDecay = decay,
            TrainThreshold = threshold,
        };

    private static TrainingSession Train(TrainingOptions options, int threads)
    {
        var session = new TrainingSession(options, Digits, threads);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        return session;
    }

    private static Evaluation Evaluate(TrainedNetwork network, SampleSet samples) =>
        Evaluator.Run(network, samples, 1, cancellation: TestContext.Current.CancellationToken);

    private static void Refused(TrainingOptions options, string option, string reason)
    {
        var error = Assert.Throws<OptionException>(options.Validate);
        Assert.Equal(option, error.Option);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
