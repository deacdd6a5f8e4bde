using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Training;
using Xunit;

namespace Hnsg.Tests.Lifetimes;

/// <summary>What threads share gives each the right answer or an error, never a wrong answer and never a hang.</summary>
public sealed class SharingTests
{
    private static SampleSet Samples => SomeDisposable.Samples;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_network_answers_any_number_of_threads()
    {
        HiddenNetwork network = SomeDisposable.Network;
        int[] right = Right();
        Parallel.For(
            0,
            32,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token },
            _ =>
            {
                for (int n = 0; n < Samples.Count; n++)
                {
                    Assert.Equal(right[n], network.Classify(Samples.Pixels(n)).Class);
                }
            }
        );
    }

    [Fact]
    public void A_classifier_that_threads_share_answers_right_or_refuses()
    {
        using var classifier = new Classifier(SomeDisposable.Network);
        int[] right = Right();
        int refused = 0;
        Parallel.For(
            0,
            8,
            _ =>
            {
                for (int n = 0; n < Samples.Count; n++)
                {
                    try
                    {
                        Assert.Equal(right[n], classifier.ClassOf(Samples.Pixels(n)));
                    }
                    catch (InvalidOperationException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
            }
        );
        Assert.InRange(refused, 0, 8 * Samples.Count - 1);
        Assert.Equal(right[0], classifier.ClassOf(Samples.Pixels(0)));
    }

    [Fact]
    public void A_batch_classifier_that_threads_share_answers_right_or_refuses()
    {
        using var batch = new BatchClassifier(SomeDisposable.Network, 3);
        int[] right = Right();
        Parallel.For(
            0,
            8,
            _ =>
            {
                for (int call = 0; call < 20; call++)
                {
                    try
                    {
                        Assert.Equal(right, batch.Classify(Samples, null, Token));
                    }
                    catch (InvalidOperationException) { }
                }
            }
        );
        Assert.Equal(right, batch.Classify(Samples, null, Token));
    }

    [Fact]
    public void A_batch_classifier_refuses_calls_from_within_its_own()
    {
        using var batch = new BatchClassifier(SomeDisposable.Network, 1);
        var inner = new Hook(() => batch.Classify(Samples));
        Assert.Throws<InvalidOperationException>(() => batch.Classify(Samples, inner, Token));
        Assert.Equal(Right(), batch.Classify(Samples, null, Token));
    }

    [Fact]
    public void A_batch_classifier_that_is_disposed_of_at_work_ends_its_work()
    {
        var batch = new BatchClassifier(SomeDisposable.Network, 2);
        Assert.Equal(Right(), batch.Classify(Samples, new Hook(batch.Dispose), Token));
        Assert.Throws<ObjectDisposedException>(() => batch.Classify(Samples, null, Token));
    }

    [Fact]
    public void Who_hears_of_training_may_use_the_session_and_changes_nothing()
    {
        byte[] undisturbed = Trained(_ => null);
        byte[] looked = Trained(session => new Hook(() =>
        {
            session.Network().ToBytes();
            session.Scores();
        }));
        Assert.Equal(undisturbed, looked);
    }

    [Fact]
    public async Task A_session_that_another_thread_looks_at_refuses_one_of_both_and_goes_on()
    {
        using var session = new TrainingSession(SomeDisposable.Options, SomeDisposable.Digits, 2);
        using var done = new CancellationTokenSource();
        Task looking = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    try
                    {
                        session.Network();
                        session.Scores();
                    }
                    catch (InvalidOperationException) { }
                }
            },
            Token
        );
        while (!session.Finished)
        {
            try
            {
                session.Run(null, Token);
            }
            catch (InvalidOperationException) { }
        }
        await done.CancelAsync();
        await looking;
        Assert.Equal(Trained(_ => null), session.Network().ToBytes());
    }

    [Fact]
    public void A_session_that_is_disposed_of_by_who_hears_of_it_stops()
    {
        var session = new TrainingSession(SomeDisposable.Options, SomeDisposable.Digits, 2);
        Assert.Throws<ObjectDisposedException>(() => session.Run(new Hook(session.Dispose), Token));
    }

    [Fact]
    public void A_finished_session_has_no_batch_left()
    {
        using var session = new TrainingSession(SomeDisposable.Options, SomeDisposable.Digits, 1);
        session.Run(null, Token);
        session.Run(null, Token);
        Assert.Throws<InvalidOperationException>(() => session.Step());
    }

    private static byte[] Trained(Func<TrainingSession, Hook?> hook)
    {
        using var session = new TrainingSession(SomeDisposable.Options, SomeDisposable.Digits, 2);
        session.Run(hook(session), Token);
        return session.Network().ToBytes();
    }

    private static int[] Right()
    {
        using var classifier = new Classifier(SomeDisposable.Network);
        return [.. Enumerable.Range(0, Samples.Count).Select(n => classifier.ClassOf(Samples.Pixels(n)))];
    }

    /// <summary>Does something whenever something is reported, on the reporting thread.</summary>
    private sealed class Hook(Action act) : IProgress<int>, IProgress<TrainingProgress>
    {
        public void Report(int value) => act();

        public void Report(TrainingProgress value) => act();
    }
}
