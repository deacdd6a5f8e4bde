using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training;

/// <summary>Kept fractions that change in training, and masks chosen over all layers.</summary>
public class KeepScheduleTests
{
    private static readonly Dataset Digits = SomeDigits.Of(110, 40);

    private static readonly TrainingOptions Options = new()
    {
        Hidden = [40, 20],
        Keep = [0.2, 0.5],
        Epochs = 4,
        Batch = 25,
        Validation = 10,
    };

    [Fact]
    public void A_cubic_falls_from_1_to_k()
    {
        var schedule = new KeepSchedule(Options with { KeepSchedule = "cubic", KeepUntil = 0.5 }, 100);
        Assert.Equal(1, schedule.At(0.2, 0));
        Assert.Equal(0.2 + 0.8 * 0.125, schedule.At(0.2, 25), 1e-12);
        Assert.Equal(0.2, schedule.At(0.2, 50));
        Assert.Equal(0.2, schedule.At(0.2, 99));
    }

    [Theory]
    [InlineData("cubic", "layer")]
    [InlineData("constant", "network")]
    [InlineData("cubic", "network")]
    public void It_ends_with_as_many_connections_and_the_same_bytes_however_it_is_run(string schedule, string scope)
    {
        TrainingOptions options = Options with { KeepSchedule = schedule, KeepScope = scope };
        using var session = new TrainingSession(options, Digits, 1);
        using var other = new TrainingSession(options, Digits, 3);
        for (int step = 0; step < 5; step++)
        {
            session.Step();
        }
        var early = Assert.IsType<HiddenNetwork>(session.Network());
        Assert.Equal(schedule == "cubic", early.Connections > Total(session));
        using var saved = new MemoryStream();
        session.Save(new BinaryWriter(saved));
        saved.Position = 0;
        using var resumed = new TrainingSession(options, Digits, 2);
        resumed.Load(new BinaryReader(saved));
        resumed.Run(cancellation: TestContext.Current.CancellationToken);
        other.Run(cancellation: TestContext.Current.CancellationToken);
        var network = Assert.IsType<HiddenNetwork>(other.Network());
        Assert.Equal(network.ToBytes(), resumed.Network().ToBytes());
        Assert.Equal(Total(other), network.Connections);
        // What training measured is what the network does.
        Evaluation evaluation = Evaluator.Run(
            network,
            Digits.Train.Slice(100, 10),
            1,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(other.History[^1].ValidationAccuracy, evaluation.Accuracy);
    }

    [Fact]
    public void Over_the_network_the_largest_normalised_scores_stay()
    {
        TrainingOptions options = Options with { KeepScope = "network" };
        using var session = new TrainingSession(options, Digits, 1);
        session.Step();
        session.Step();
        var network = (HiddenNetwork)session.Network();
        var scores = new List<(double Size, int Layer, long Index)>();
        for (int l = 0; l < 3; l++)
        {
            var shape = new Hnsg.Kernels.MatrixLayout(network.Spec.FanIn(l), network.Spec.Layers[l].Neurons);
            float[] layer =
            [
                .. Enumerable
                    .Range(0, shape.Rows * shape.Columns)
                    .Select(i =>
                        session.Methods[l].Scores!.Span[(int)shape.Offset(i / shape.Columns, i % shape.Columns)]
                    ),
            ];
            float root = (float)Math.Sqrt(network.Spec.FanIn(l));
            scores.AddRange(layer.Select((score, i) => ((double)Math.Abs(score * root), l, (long)i)));
        }
        var kept = scores.OrderByDescending(it => it.Size).Take((int)Total(session)).ToHashSet();
        foreach ((double size, int l, long i) in scores)
        {
            Assert.Equal(kept.Contains((size, l, i)), network.Masks[l][i]);
        }
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("signed")]
    [InlineData("biprop")]
    [InlineData("ann-hidden")]
    [InlineData("random")]
    public void Other_methods_refuse_it(string method)
    {
        TrainingOptions options = TrainingChoices.WithMethod(Options, method);
        Assert.Equal(
            "keep-schedule",
            Assert.Throws<OptionException>((options with { KeepSchedule = "cubic" }).Validate).Option
        );
        Assert.Equal(
            "keep-scope",
            Assert.Throws<OptionException>((options with { KeepScope = "network" }).Validate).Option
        );
    }

    [Theory]
    [InlineData("keep-until")]
    [InlineData("keep-schedule")]
    [InlineData("keep-scope")]
    [InlineData("neuron")]
    [InlineData("synapse-shift")]
    public void Values_out_of_range_are_named(string option)
    {
        TrainingOptions options = option switch
        {
            "keep-until" => Options with { KeepUntil = 0 },
            "keep-schedule" => Options with { KeepSchedule = "cubical" },
            "keep-scope" => Options with { KeepScope = "net" },
            "neuron" => Options with { Neuron = [NeuronKind.Relu] },
            _ => Options with { SynapseShift = [2] },
        };
        Assert.Equal(option, Assert.Throws<OptionException>(options.Validate).Option);
    }

    private static long Total(TrainingSession session) =>
        Enumerable.Range(0, session.Spec.Layers.Count).Sum(session.Spec.KeptConnections);
}
