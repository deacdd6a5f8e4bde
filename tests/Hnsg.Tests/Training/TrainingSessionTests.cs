using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training;

public class TrainingSessionTests
{
    private static readonly Dataset Digits = SomeDigits.Of(130, 100);

    // 110 samples to train on: 4 batches an epoch, the last of them smaller.
    private static readonly TrainingOptions Options = new()
    {
        Hidden = [40],
        Keep = [0.2, 0.5],
        Gain = [1],
        LearningRate = 0.01,
        WarmUp = 0,
        Epochs = 3,
        Batch = 32,
        Validation = 20,
    };

    public static MatrixTheoryData<string, InputEncoding, int> Stops =>
        new(["adam", "sgd"], Enum.GetValues<InputEncoding>(), [0, 1, 3, 4, 6, 11, 12]);

    [Theory, MemberData(nameof(Stops))]
    public void A_saved_session_goes_on_as_if_it_had_not_stopped(string optimiser, InputEncoding encoding, int steps)
    {
        TrainingOptions options = Options with { Optimiser = optimiser, Encoding = encoding, Patience = 2 };
        using TrainingSession whole = Session(options, threads: 2);
        whole.Run(cancellation: TestContext.Current.CancellationToken);
        var saved = new MemoryStream();
        using (TrainingSession first = Session(options, threads: 1))
        {
            for (int step = 0; step < steps; step++)
            {
                first.Step();
            }
            using var writer = new BinaryWriter(saved, System.Text.Encoding.UTF8, leaveOpen: true);
            first.Save(writer);
        }
        saved.Position = 0;
        using TrainingSession second = Session(options, threads: 3);
        using var reader = new BinaryReader(saved);
        second.Load(reader);
        Assert.Equal(saved.Length, saved.Position);
        second.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(whole.Network().ToBytes(), second.Network().ToBytes());
        Assert.Equal(whole.History.Select(WithoutTime), second.History.Select(WithoutTime));

        static EpochReport WithoutTime(EpochReport report) => report with { Seconds = 0, ImagesPerSecond = 0 };
    }

    [Fact]
    public void A_session_of_other_options_is_not_loaded()
    {
        byte[] saved = Saved(Options);
        foreach (
            TrainingOptions other in (TrainingOptions[])
                [
                    Options with
                    {
                        Hidden = [41],
                    },
                    Options with
                    {
                        Hidden = [],
                        Keep = [0.2],
                    },
                    Options with
                    {
                        Optimiser = "sgd",
                    },
                ]
        )
        {
            Assert.Throws<InvalidDataException>(() => Load(other, saved));
        }
    }

    [Fact]
    public void A_session_that_is_cut_off_is_not_loaded()
    {
        byte[] saved = Saved(Options);
        Load(Options, saved);
        for (int length = 0; length < saved.Length; length += length < 300 ? 7 : 39_119)
        {
            Assert.Throws<InvalidDataException>(() => Load(Options, saved[..length]));
        }
        Assert.Throws<InvalidDataException>(() => Load(Options, saved[..^1]));
    }

    [Fact]
    public void It_learns()
    {
        TrainingOptions options = Options with { Epochs = 40, Validation = 0, Shift = 0 };
        using TrainingSession session = Session(options, 2);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.True(session.Finished);
        Assert.Equal(40, session.History.Count);
        Assert.True(session.History[^1].Loss < 0.5 * session.History[0].Loss);
        Assert.InRange(session.History[^1].TrainAccuracy, 0.9, 1);
        Evaluation test = Evaluator.Run(
            session.Network(),
            Digits.Test,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.InRange(test.Accuracy, 0.4, 1);
    }

    [Fact]
    public void Progress_is_told_of_every_batch_and_every_epoch()
    {
        var heard = new List<TrainingProgress>();
        using TrainingSession session = Session(Options, 2);
        session.Run(new Listener(heard), TestContext.Current.CancellationToken);
        Assert.Equal(4, session.BatchesPerEpoch);
        Assert.Equal(12, heard.Count);
        Assert.Equal([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4], heard.Select(progress => progress.Batch));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], heard.Select(progress => progress.Epoch));
        Assert.Equal(session.History, heard.Select(progress => progress.Completed).OfType<EpochReport>());
        Assert.All(session.History, report => Assert.InRange(report.MaskChurn, 0, 1));
    }

    [Fact]
    public void The_masks_keep_as_many_connections_as_the_spec_says()
    {
        using TrainingSession session = Session(Options, 2);
        session.Step();
        var network = Assert.IsType<HiddenNetwork>(session.Network());
        Assert.Equal([6272L, 200L], network.Masks.Select(mask => mask.Kept));
    }

    [Fact]
    public void It_stops_between_batches_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        using TrainingSession session = Session(Options, 2);
        session.Step();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => session.Run(cancellation: stop.Token));
        session.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.True(session.Finished);
    }

    // With a learning rate of next to nothing no mask changes, so the first epoch is never bettered.
    [Fact]
    public void Patience_ends_the_run_and_gives_the_best_epoch()
    {
        TrainingOptions options = Options with
        {
            Epochs = 50,
            Patience = 3,
            LearningRate = 1e-30,
            Schedule = "constant",
        };
        using TrainingSession session = Session(options, 2);
        session.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.True(session.Finished);
        Assert.Equal(4, session.History.Count);
        Assert.All(session.History, report => Assert.Equal(0, report.MaskChurn));
    }

    [Fact]
    public void Validation_within_an_epoch_is_reported_and_changes_nothing_that_is_trained()
    {
        List<TrainingProgress> heard = [];
        using TrainingSession often = Session(Options with { ValidateEvery = 3 }, 2);
        often.Run(new Listener(heard), TestContext.Current.CancellationToken);
        // 4 batches an epoch: after the third, and at the end.
        bool[] expected =
        [
            .. Enumerable.Repeat<bool[]>([false, false, true, true], Options.Epochs).SelectMany(it => it),
        ];
        Assert.Equal(expected, heard.Select(progress => progress.ValidationAccuracy is not null));
        Assert.Equal(
            often.History.Select(epoch => epoch.ValidationAccuracy),
            heard.Where(progress => progress.Completed is not null).Select(progress => progress.ValidationAccuracy)
        );
        using TrainingSession seldom = Session(Options, 1);
        seldom.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(seldom.Network().ToBytes(), often.Network().ToBytes());
        Assert.Equal(
            seldom.History.Select(epoch => (epoch.Loss, epoch.ValidationAccuracy, epoch.FiringIntensity)),
            often.History.Select(epoch => (epoch.Loss, epoch.ValidationAccuracy, epoch.FiringIntensity))
        );
    }

    [Fact]
    public void Scores_that_become_infinite_are_an_error_of_the_learning_rate()
    {
        TrainingOptions options = Options with
        {
            Optimiser = "sgd",
            LearningRate = 1000,
            Gain = [1000],
            WeightDecay = 1,
            Momentum = 0.99,
            Epochs = 1000,
            Schedule = "constant",
        };
        using TrainingSession session = Session(options, 2);
        var error = Assert.Throws<OptionException>(() =>
            session.Run(cancellation: TestContext.Current.CancellationToken)
        );
        Assert.Equal("learning-rate", error.Option);
    }

    [Theory]
    [InlineData("validation", 130, 0)]
    [InlineData("validation", 1000, 0)]
    [InlineData("patience", 0, 2)]
    public void A_split_that_cannot_be_made_is_refused(string option, int validation, int patience)
    {
        TrainingOptions options = Options with { Validation = validation, Patience = patience };
        Assert.Equal(option, Assert.Throws<OptionException>(() => Session(options, 1).Dispose()).Option);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void A_number_of_threads_out_of_range_is_refused(int threads) =>
        Assert.Equal("threads", Assert.Throws<OptionException>(() => Session(Options, threads).Dispose()).Option);

    private static byte[] Saved(TrainingOptions options)
    {
        using TrainingSession session = Session(options, 1);
        var saved = new MemoryStream();
        using var writer = new BinaryWriter(saved);
        session.Save(writer);
        return saved.ToArray();
    }

    private static void Load(TrainingOptions options, byte[] saved)
    {
        using TrainingSession session = Session(options, 1);
        using var reader = new BinaryReader(new MemoryStream(saved));
        session.Load(reader);
    }

    private static TrainingSession Session(TrainingOptions options, int threads) => new(options, Digits, threads);

    private sealed class Listener(List<TrainingProgress> heard) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => heard.Add(value);
    }
}
