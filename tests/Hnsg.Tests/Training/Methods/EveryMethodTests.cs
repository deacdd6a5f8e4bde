using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training.Methods;

/// <summary>What holds for every method: determinism, resuming, files, early stopping.</summary>
public class EveryMethodTests
{
    private static readonly Dataset Digits = SomeDigits.Of(110, 40);

    public static TheoryData<string> Methods => [.. TrainingChoices.Methods];

    public static TrainingOptions Options(string method) =>
        TrainingChoices.WithMethod(
            new TrainingOptions
            {
                Hidden = [70],
                Keep = [0.2, 0.5],
                Epochs = 2,
                Batch = 28,
                Validation = 10,
            },
            method
        );

    [Theory, MemberData(nameof(Methods))]
    public void Training_gives_the_same_bytes_on_one_thread_and_on_many(string method)
    {
        byte[] one = Train(Options(method), 1);
        Assert.Equal(one, Train(Options(method), 2));
        Assert.Equal(one, Train(Options(method), 3));
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_session_that_is_saved_and_gone_on_with_gives_the_same_bytes(string method)
    {
        byte[] whole = Train(Options(method), 2);
        foreach (int steps in (int[])[1, 4, 6])
        {
            using var saved = new MemoryStream();
            using (var first = new TrainingSession(Options(method), Digits, 2))
            {
                for (int step = 0; step < steps; step++)
                {
                    first.Step();
                }
                first.Save(new BinaryWriter(saved));
            }
            saved.Position = 0;
            using var second = new TrainingSession(Options(method), Digits, 1);
            second.Load(new BinaryReader(saved));
            second.Run(cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(whole, second.Network().ToBytes());
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_network_is_stored_and_does_the_same_again(string method)
    {
        using var session = new TrainingSession(Options(method), Digits, 1);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        TrainedNetwork network = session.Network();
        TrainedNetwork again = TrainedNetwork.LoadAny(network.ToBytes());
        Assert.Equal(network.GetType(), again.GetType());
        Assert.Equal(network.ToBytes(), again.ToBytes());
        Assert.Equal(network.Connections, again.Connections);
        Assert.Equal("some digits", again.Metadata.Dataset);
        Evaluation one = Evaluate(network);
        Evaluation other = Evaluate(again);
        Assert.Equal(one.Confusion, other.Confusion);
        Assert.Equal(one.FiringIntensity, other.FiringIntensity);
    }

    // What the session says of its validation samples is what the network that it gives does on them.
    [Theory, MemberData(nameof(Methods))]
    public void The_last_validation_accuracy_is_that_of_the_network(string method)
    {
        using var session = new TrainingSession(Options(method) with { Epochs = 3 }, Digits, 2);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        TrainedNetwork network = session.Conversion?.Source ?? session.Network();
        Evaluation evaluation = Evaluator.Run(
            network,
            Digits.Train.Slice(100, 10),
            1,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(session.History[^1].ValidationAccuracy, evaluation.Accuracy);
    }

    [Theory, MemberData(nameof(Methods))]
    public void Early_stopping_returns_the_best_epoch(string method)
    {
        TrainingOptions options = Options(method) with { Epochs = 6, Patience = 2 };
        using var session = new TrainingSession(options, Digits, 1);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        TrainedNetwork network = session.Conversion?.Source ?? session.Network();
        Evaluation evaluation = Evaluator.Run(
            network,
            Digits.Train.Slice(100, 10),
            1,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(session.History.Max(epoch => epoch.ValidationAccuracy), evaluation.Accuracy);
    }

    [Theory, MemberData(nameof(Methods))]
    public void It_learns_unless_it_is_the_control_that_does_not(string method)
    {
        TrainingOptions options = Options(method) with { Epochs = 30, Validation = 0, Shift = 0, Batch = 22 };
        using var session = new TrainingSession(options, Digits, 2);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        double accuracy = Evaluator
            .Run(session.Network(), Digits.Train, 1, cancellation: TestContext.Current.CancellationToken)
            .Accuracy;
        if (method == "random")
        {
            Assert.InRange(accuracy, 0, 0.4);
        }
        else
        {
            Assert.InRange(accuracy, method is "probabilistic" or "magnitude" ? 0.6 : 0.85, 1);
        }
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("transfer")]
    [InlineData("ann-hidden")]
    [InlineData("signed")]
    [InlineData("magnitude")]
    public void A_network_that_is_more_than_a_seed_and_masks_is_refused_where_one_is_needed(string method)
    {
        byte[] bytes = Train(Options(method), 1);
        var error = Assert.Throws<InputException>(() => HiddenNetwork.Load(bytes));
        Assert.Contains("it holds more than a seed and masks", error.Message, StringComparison.Ordinal);
        Assert.Contains("--method hnsg", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ann-hidden")]
    [InlineData("transfer")]
    public void Methods_without_spikes_refuse_what_needs_spikes(string method)
    {
        Refused(Options(method) with { Loss = "count-cross-entropy" }, "loss");
        Refused(Options(method) with { ActivityPenalty = 1 }, "activity-penalty");
    }

    // Every value that the methods' own options do not have, of the options that a method can be without.
    private static readonly Dictionary<string, Func<TrainingOptions, TrainingOptions>> s_others = new()
    {
        ["steps"] = options => options with { Steps = 5 },
        ["encoding"] = options => options with { Encoding = InputEncoding.Rate },
        ["neuron"] = options => options with { Neuron = [NeuronKind.If] },
        ["synapse-shift"] = options => options with { Neuron = [NeuronKind.Cuba], SynapseShift = [2] },
        ["threshold"] = options => options with { Threshold = [2] },
        ["decay-shift"] = options => options with { DecayShift = [2] },
        ["reset"] = options => options with { Reset = [ResetKind.Zero] },
        ["surrogate"] = options => options with { Surrogate = "boxcar" },
        ["slope"] = options => options with { Slope = 3 },
        ["attach-reset"] = options => options with { AttachReset = true },
        ["activity-target"] = options => options with { ActivityTarget = 0.3 },
        ["keep"] = options => options with { Keep = [0.4] },
    };

    [Theory, MemberData(nameof(Methods))]
    public void What_a_method_has_no_use_for_changes_nothing(string method)
    {
        byte[] bytes = Train(Options(method), 1);
        // The distribution of weights is noted in the file, trained or frozen.
        foreach (string option in TrainingChoices.Unused(method).Keys.Except(["weights"]))
        {
            Assert.True(bytes.SequenceEqual(Train(s_others[option](Options(method)), 1)), option);
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void Only_networks_of_a_seed_and_masks_are_said_to_be_hidden(string method)
    {
        using var session = new TrainingSession(Options(method), Digits, 1);
        Assert.Equal(session.Network() is HiddenNetwork, TrainingChoices.MakesHidden(method));
    }

    [Theory]
    [InlineData("ann-hidden")]
    [InlineData("transfer")]
    public void Methods_without_spikes_say_that_they_take_one_step(string method)
    {
        TrainingOptions options = TrainingChoices.WithMethod(Presets.Find("paper").Options, method);
        Assert.Equal((1, InputEncoding.Direct), (options.Steps, options.Encoding));
    }

    [Fact]
    public void Biprop_refuses_weights_that_are_not_binary() =>
        Refused(Options("biprop") with { Weights = WeightKind.Uniform }, "weights");

    [Fact]
    public void An_unknown_method_is_named_and_the_nearest_suggested()
    {
        var error = Assert.Throws<OptionException>(() => TrainingChoices.WithMethod(new TrainingOptions(), "weight"));
        Assert.Contains("Did you mean 'weights'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("ann-hidden")]
    [InlineData("signed")]
    [InlineData("probabilistic")]
    [InlineData("magnitude")]
    public void A_learning_rate_that_makes_numbers_infinite_is_named(string method)
    {
        TrainingOptions options = Options(method) with
        {
            Optimiser = "sgd",
            LearningRate = 1000,
            WeightDecay = 1,
            Momentum = 0.9,
            Schedule = "constant",
            WarmUp = 0,
            Epochs = 200,
        };
        using var session = new TrainingSession(options, Digits, 1);
        var error = Assert.Throws<OptionException>(() =>
            session.Run(cancellation: TestContext.Current.CancellationToken)
        );
        Assert.Equal("learning-rate", error.Option);
    }

    private static void Refused(TrainingOptions options, string option) =>
        Assert.Equal(option, Assert.Throws<OptionException>(options.Validate).Option);

    private static Evaluation Evaluate(TrainedNetwork network) =>
        Evaluator.Run(network, Digits.Test, 1, cancellation: TestContext.Current.CancellationToken);

    private static byte[] Train(TrainingOptions options, int threads)
    {
        using var session = new TrainingSession(options, Digits, threads);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        return session.Network().ToBytes();
    }
}
