using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Tests.Kernels;
using Hnsg.Tests.Training;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Extending;

/// <summary>Neurons as a user would add them.</summary>
public unsafe class NeuronTests
{
    private static readonly NeuronKind Plain = new("plain", "LIF");
    private static readonly NeuronKind Adaptive = new("adaptive", "adaptive LIF");
    private static readonly Dataset Digits = SomeDigits.Of(150, 40);

    static NeuronTests()
    {
        NeuronCatalog.Add<PlainLif>(Plain);
        NeuronCatalog.Add<AdaptiveLif>(Adaptive);
    }

    public static MatrixTheoryData<string, ResetKind, InputEncoding> Cases =>
        new(
            ["hnsg", "signed", "weights"],
            [ResetKind.Subtract, ResetKind.Zero, ResetKind.None],
            [InputEncoding.Direct, InputEncoding.Rate]
        );

    // Forward and backward, in integers and in float32: the same masks, signs or weights come out.
    [Theory, MemberData(nameof(Cases))]
    public void Lif_written_by_a_user_trains_as_lif_bit_for_bit(string method, ResetKind reset, InputEncoding encoding)
    {
        TrainingOptions options = Options(method) with
        {
            Encoding = encoding,
            Reset = [reset == ResetKind.None ? ResetKind.Subtract : reset, reset],
            Loss = reset == ResetKind.None ? "membrane-cross-entropy" : "count-cross-entropy",
        };
        using TrainingSession lif = Train(options, 1);
        using TrainingSession plain = Train(options with { Neuron = [Plain] }, 2);
        Assert.Equal(lif.History.Select(epoch => epoch.Loss), plain.History.Select(epoch => epoch.Loss));
        Assert.Equal(Trained(lif), Trained(plain));
    }

    [Theory]
    [InlineData("hnsg")]
    [InlineData("weights")]
    public void Cuba_without_synaptic_decay_trains_as_lif_bit_for_bit(string method)
    {
        using TrainingSession lif = Train(Options(method), 2);
        using TrainingSession cuba = Train(Options(method) with { Neuron = [NeuronKind.Cuba] }, 2);
        Assert.Equal(lif.History.Select(epoch => epoch.Loss), cuba.History.Select(epoch => epoch.Loss));
        Assert.Equal(Trained(lif), Trained(cuba));
    }

    [Theory]
    [InlineData("hnsg")]
    [InlineData("weights")]
    public void The_neuron_is_trained_and_evaluated(string method)
    {
        TrainingOptions options = Options(method) with
        {
            Neuron = [Adaptive, NeuronKind.Lif],
            SynapseShift = [3, 0],
            Epochs = 30,
            LearningRate = method == "hnsg" ? 0.01 : 0.003,
        };
        using TrainingSession session = Train(options, 2);
        Evaluation evaluation = Evaluate(session.Network());
        Assert.InRange(evaluation.Accuracy, 0.85, 1);
        using TrainingSession alone = Train(options, 1);
        Assert.Equal(Trained(alone), Trained(session));
        using TrainingSession lif = Train(options with { Neuron = [NeuronKind.Lif], SynapseShift = [0] }, 2);
        Assert.NotEqual(Trained(lif), Trained(session));
    }

    [Fact]
    public void The_neuron_spikes_as_its_equations_say()
    {
        const int steps = 40;
        var spec = new LifSpec { DecayShift = 2, SynapseShift = 3 };
        using var current = new AlignedBuffer<int>(steps * 16);
        using var membrane = new AlignedBuffer<int>(16);
        using var second = new AlignedBuffer<int>(16);
        for (int i = 0; i < current.Length; i++)
        {
            current.Pointer[i] = i * 7919 % 301 - 60;
        }
        var spikes = new ulong[steps];
        fixed (ulong* words = spikes)
        {
            NeuronMemory memory = new()
            {
                Membranes = membrane.Pointer,
                Second = second.Pointer,
                Words = words,
                WordStride = 1,
            };
            NeuronCatalog
                .Find(Adaptive, ResetKind.Subtract)
                .Run(new(spec, 200, 1), new(steps, 16, 13), new WideCurrents(current.Pointer, 16), memory);
        }
        int count = 0;
        for (int j = 0; j < 13; j++)
        {
            int v = 0,
                a = 0;
            for (int t = 0; t < steps; t++)
            {
                a -= a >> 3;
                v = v - (v >> 2) + current.Pointer[t * 16 + j];
                bool s = v > 200 + a;
                Assert.Equal(s, (spikes[t] >> j & 1) != 0);
                v -= s ? 200 : 0;
                a += s ? 50 : 0;
                count += s ? 1 : 0;
            }
            Assert.Equal(v, membrane.Pointer[j]);
        }
        Assert.True(count > 50);
        Assert.All(spikes, word => Assert.Equal(0UL, word >> 13));
    }

    // Every spike replaced by its tangent s + σ′(z)·Δz makes the loss smooth; in the reset the spikes stay as they were.
    [Fact]
    public void The_way_back_is_the_numerical_derivative()
    {
        const int steps = 12;
        var spec = new LifSpec { DecayShift = 2, SynapseShift = 1 };
        NeuronConstants it = new NeuronConstants(spec) with { RealThreshold = 0.7f };
        float[] current = SomeNumbers.FloatArray(steps * 16, 3, 0.6);
        float[] weights = SomeNumbers.FloatArray(steps * 16, 4);
        var distance = new float[steps * 16];
        var delta = new float[steps * 16];
        fixed (
            float* i = current,
                z = distance,
                g = weights,
                d = delta
        )
        {
            NeuronKernels neurons = NeuronCatalog.Find(Adaptive, ResetKind.Subtract);
            neurons.Trace(it, new(steps, 16, 16), new RealCurrents(i, 16), z);
            distance.Select(Slope).ToArray().CopyTo(delta, 0);
            NeuronGradients gradients = new()
            {
                Distance = z,
                Spike = g,
                Delta = d,
            };
            neurons.Back(it, new(steps, 16, 16), gradients);
        }
        for (int j = 0; j < 16; j++)
        {
            double[] own = [.. Enumerable.Range(0, steps).Select(t => (double)current[t * 16 + j])];
            for (int t = 0; t < steps; t++)
            {
                double before = own[t];
                own[t] = before + 1e-4;
                double above = TangentLoss(own, j);
                own[t] = before - 1e-4;
                double below = TangentLoss(own, j);
                own[t] = before;
                Assert.Equal((above - below) / 2e-4, delta[t * 16 + j], 1e-4);
            }
        }
        Assert.Contains(distance, z => z > 0);

        double TangentLoss(double[] currents, int j)
        {
            double loss = 0,
                v = 0,
                a = 0;
            for (int t = 0; t < steps; t++)
            {
                float z0 = distance[t * 16 + j];
                a *= 0.5;
                double u = 0.75 * v + currents[t];
                double z = u - 0.7 - a;
                double s = (z0 > 0 ? 1 : 0) + Slope(z0) * (z - z0);
                v = u - (z0 > 0 ? 0.7 : 0);
                a += 0.7 / 4 * s;
                loss += weights[t * 16 + j] * s;
            }
            return loss;
        }

        static float Slope(float z) => 1 / (1 + 4 * z * z);
    }

    [Fact]
    public void Membranes_are_recorded()
    {
        NetworkSpec spec = Spec(Plain);
        HiddenNetwork plain = Files.SomeNetwork.Of(spec);
        HiddenNetwork lif = Files.SomeNetwork.Of(Spec(NeuronKind.Lif));
        byte[] pixels = SomeNumbers.Picture(30, 5);
        MembraneRecording one = MembraneRecorder.Record(plain, pixels);
        MembraneRecording other = MembraneRecorder.Record(lif, pixels);
        for (int t = 0; t < spec.Steps; t++)
        {
            for (int n = 0; n < 20; n++)
            {
                Assert.Equal(other.Before(0, t, n), one.Before(0, t, n));
                Assert.Equal(other.After(0, t, n), one.After(0, t, n));
            }
        }
    }

    [Fact]
    public void What_it_cannot_do_is_refused()
    {
        TrainingOptions options = Options("hnsg") with { Neuron = [Adaptive] };
        Refused(options with { AttachReset = true }, "attach-reset");
        Refused(options with { Reset = [ResetKind.DelayedSubtract] }, "reset");
        using TrainingSession session = new(options with { Epochs = 1 }, Digits, 1);
        HiddenNetwork network = Assert.IsType<HiddenNetwork>(session.Network());
        Assert.Contains(
            "needs LIF neurons",
            Assert.Throws<InputException>(() => new Classifier(network)).Message,
            StringComparison.Ordinal
        );
        // A kind that is not registered can be written but not read.
        byte[] bytes = network.ToBytes();
        Assert.Contains(
            "'adaptive' is not one of lif, if, cuba, relu",
            Assert.Throws<InputException>(() => HiddenNetwork.Load(bytes)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Kinds_are_found_by_name_and_the_nearest_is_suggested()
    {
        Assert.All(NeuronKind.All, kind => Assert.Same(kind, NeuronKind.Find(kind.Name)));
        var error = Assert.Throws<OptionException>(() => NeuronKind.Find("cubs"));
        Assert.Contains("Did you mean 'cuba'?", error.Message, StringComparison.Ordinal);
    }

    private static void Refused(TrainingOptions options, string option) =>
        Assert.Equal(option, Assert.Throws<OptionException>(options.Validate).Option);

    private static TrainingOptions Options(string method) =>
        TrainingChoices.WithMethod(
            new TrainingOptions
            {
                Hidden = [70],
                Keep = [0.2, 0.5],
                Epochs = 3,
                Batch = 28,
                Shift = 0,
                Validation = 10,
            },
            method
        );

    private static NetworkSpec Spec(NeuronKind kind) =>
        new()
        {
            Inputs = 30,
            Layers =
            [
                new()
                {
                    Neurons = 20,
                    Keep = 0.5,
                    Lif = new() { Kind = kind },
                },
                new() { Neurons = 3, Keep = 0.5 },
            ],
        };

    private static TrainingSession Train(TrainingOptions options, int threads)
    {
        var session = new TrainingSession(options, Digits, threads);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        return session;
    }

    private static Evaluation Evaluate(TrainedNetwork network) =>
        Evaluator.Run(network, Digits.Train, 2, cancellation: TestContext.Current.CancellationToken);

    // What is trained, whatever the neurons are called.
    private static ulong[] Trained(TrainingSession session) =>
        session.Network() switch
        {
            HiddenNetwork hidden => [.. hidden.Masks.SelectMany(mask => mask.Words.ToArray())],
            SignedNetwork signed => [.. signed.Masks.Concat(signed.Negated).SelectMany(mask => mask.Words.ToArray())],
            RealNetwork real =>
            [
                .. real
                    .Weights.SelectMany(layer => layer.Values!.Value.ToArray())
                    .Select(BitConverter.SingleToUInt32Bits),
            ],
            _ => [],
        };
}
