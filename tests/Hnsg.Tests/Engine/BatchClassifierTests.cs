using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Tests.Files;
using Xunit;

namespace Hnsg.Tests.Engine;

public sealed class BatchClassifierTests
{
    [Theory]
    [InlineData(InputEncoding.Direct)]
    [InlineData(InputEncoding.Rate)]
    public void Any_number_of_threads_gives_the_classes_of_one_sample_at_a_time(InputEncoding encoding)
    {
        HiddenNetwork network = Network(encoding);
        SampleSet samples = Samples(150);
        using var classifier = new Classifier(network);
        int[] alone = [.. Enumerable.Range(0, 150).Select(n => classifier.Classify(samples.Pixels(n), n).Class)];
        foreach (int threads in (int[])[1, 2, 5])
        {
            using var batch = new BatchClassifier(network, threads);
            Assert.Equal(threads, batch.Threads);
            Assert.Equal(alone, batch.Classify(samples, null, TestContext.Current.CancellationToken));
            var some = new int[50];
            batch.Classify(samples.AllPixels.Slice(100 * 784), some, 100, null, TestContext.Current.CancellationToken);
            Assert.Equal(alone[100..], some);
        }
    }

    [Fact]
    public void Progress_ends_at_the_number_of_samples_and_nothing_is_no_work()
    {
        using var batch = new BatchClassifier(Network(InputEncoding.Direct), 1);
        var seen = new List<int>();
        batch.Classify(Samples(100), new Report(seen), TestContext.Current.CancellationToken);
        Assert.Equal(100, seen[^1]);
        Assert.Equal(seen.Order(), seen);
        Assert.Empty(batch.Classify(Samples(0), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void It_can_be_stopped_and_used_again()
    {
        using var batch = new BatchClassifier(Network(InputEncoding.Direct), 2);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => batch.Classify(Samples(100), null, stopped.Token));
        Assert.Equal(100, batch.Classify(Samples(100), null, TestContext.Current.CancellationToken).Length);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        using var batch = new BatchClassifier(Network(InputEncoding.Direct), 1);
        CancellationToken token = TestContext.Current.CancellationToken;
        ArgumentException pixels = Assert.Throws<ArgumentException>(() =>
            batch.Classify(new SampleSet(new byte[10], new byte[2], 5), null, token)
        );
        Assert.Contains("5 pixels", pixels.Message, StringComparison.Ordinal);
        ArgumentException lengths = Assert.Throws<ArgumentException>(() =>
            batch.Classify(new byte[785], new int[1], 0, null, token)
        );
        Assert.Contains("785", lengths.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Classify(new byte[784], new int[1], -1, null, token));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchClassifier(Network(InputEncoding.Direct), 0));
    }

    private static HiddenNetwork Network(InputEncoding encoding) =>
        SomeNetwork.Of(
            new NetworkSpec
            {
                Inputs = 784,
                Encoding = encoding,
                Seed = 5,
                Layers = [new() { Neurons = 70, Keep = 0.2 }, new() { Neurons = 10, Keep = 0.5 }],
            }
        );

    private static SampleSet Samples(int count) => Datasets.Load("digits").Test.Slice(0, count);

    /// <summary>Hears on the reporting thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Report(List<int> seen) : IProgress<int>
    {
        void IProgress<int>.Report(int value) => seen.Add(value);
    }
}
