using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Tests.Files;
using Xunit;

namespace Hnsg.Tests.Engine;

public sealed class ClassifierTests
{
    [Theory]
    [InlineData(InputEncoding.Direct)]
    [InlineData(InputEncoding.Rate)]
    public void One_sample_at_a_time_gives_what_an_evaluation_gives(InputEncoding encoding)
    {
        HiddenNetwork network = Network(encoding);
        SampleSet samples = Samples(200);
        Evaluation evaluation = Evaluator.Run(network, samples, 2, cancellation: TestContext.Current.CancellationToken);
        using var classifier = new Classifier(network);
        var confusion = new int[100];
        long hidden = 0;
        for (int n = 0; n < samples.Count; n++)
        {
            Classification answer = classifier.Classify(samples.Pixels(n), n);
            confusion[samples.Labels[n] * 10 + answer.Class]++;
            hidden += answer.Spikes[0];
            Assert.Equal(answer.Votes.Sum(), answer.Spikes[1]);
            Assert.Equal(answer.Votes.Max(), answer.Votes[answer.Class]);
        }
        Assert.Equal(evaluation.Confusion, confusion);
        Assert.Equal(
            evaluation.FiringIntensity.Hidden,
            hidden / ((double)samples.Count * network.Spec.Steps * network.Spec.Layers[0].Neurons)
        );
    }

    [Fact]
    public void Classify_may_be_called_by_many_threads_at_once()
    {
        HiddenNetwork network = Network(InputEncoding.Rate);
        SampleSet samples = Samples(100);
        int[] alone =
        [
            .. Enumerable.Range(0, 100).Select(n => network.Classify(samples.Pixels(n), n).FinalMembranes[3]),
        ];
        var together = new int[100];
        Parallel.For(0, 100, n => together[n] = network.Classify(samples.Pixels(n), n).FinalMembranes[3]);
        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(783)]
    [InlineData(785)]
    public void A_wrong_number_of_pixels_is_an_error_with_both_numbers(int pixels)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Network(InputEncoding.Direct).Classify(new byte[pixels])
        );
        Assert.Contains($"{pixels} pixels", error.Message, StringComparison.Ordinal);
        Assert.Contains("784", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_allocates_only_its_answer()
    {
        using var classifier = new Classifier(Network(InputEncoding.Direct));
        byte[] pixels = Samples(1).Pixels(0).ToArray();
        classifier.Classify(pixels);
        classifier.Classify(pixels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        classifier.Classify(pixels);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 400);
    }

    [Theory]
    [InlineData(InputEncoding.Direct)]
    [InlineData(InputEncoding.Rate)]
    public void A_call_that_writes_into_the_callers_memory_allocates_nothing(InputEncoding encoding)
    {
        using var classifier = new Classifier(Network(encoding));
        SampleSet samples = Samples(20);
        var votes = new int[10];
        var membranes = new int[10];
        var spikes = new long[2];
        classifier.Classify(samples.Pixels(0), 0, votes, membranes, spikes);
        classifier.ClassOf(samples.Pixels(0));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < samples.Count; n++)
        {
            classifier.Classify(samples.Pixels(n), n, votes, membranes, spikes);
            classifier.ClassOf(samples.Pixels(n), n);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_answer_is_the_same_in_every_form()
    {
        using var classifier = new Classifier(Network(InputEncoding.Rate));
        SampleSet samples = Samples(20);
        for (int n = 0; n < samples.Count; n++)
        {
            Classification answer = classifier.Classify(samples.Pixels(n), n);
            var votes = new int[10];
            var membranes = new int[12];
            var spikes = new long[2];
            Assert.Equal(answer.Class, classifier.Classify(samples.Pixels(n), n, votes, membranes, spikes));
            Assert.Equal(answer.Votes, votes);
            Assert.Equal(answer.FinalMembranes, membranes[..10]);
            Assert.Equal(answer.Spikes, spikes);
            Assert.Equal(answer.Class, classifier.Classify(samples.Pixels(n), n, default));
            Assert.Equal(answer.Class, classifier.ClassOf(samples.Pixels(n), n));
        }
    }

    [Fact]
    public void A_disposed_classifier_says_so()
    {
        var classifier = new Classifier(Network(InputEncoding.Direct));
        var pixels = new byte[classifier.Network.Spec.Inputs];
        classifier.Dispose();
        classifier.Dispose();
        Assert.Throws<ObjectDisposedException>(() => classifier.ClassOf(pixels));
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        using var classifier = new Classifier(Network(InputEncoding.Direct));
        byte[] pixels = new byte[784];
        Assert.Throws<ArgumentException>("votes", () => classifier.Classify(pixels, 0, new int[9]));
        Assert.Throws<ArgumentException>("finalMembranes", () => classifier.Classify(pixels, 0, default, new int[9]));
        Assert.Throws<ArgumentException>("spikes", () => classifier.Classify(pixels, 0, default, default, new long[1]));
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
}
