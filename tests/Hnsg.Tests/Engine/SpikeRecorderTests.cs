using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Tests.Files;
using Xunit;

namespace Hnsg.Tests.Engine;

public sealed class SpikeRecorderTests
{
    private const int Samples = 20;

    [Theory]
    [InlineData(InputEncoding.Direct, 70)]
    [InlineData(InputEncoding.Rate, 70)]
    [InlineData(InputEncoding.Rate, 20)]
    public void Recordings_of_all_samples_add_up_to_their_evaluation(InputEncoding encoding, int hidden)
    {
        HiddenNetwork network = Network(encoding, hidden);
        SampleSet samples = Set();
        Evaluation evaluation = Evaluator.Run(network, samples, 1, null, TestContext.Current.CancellationToken);
        List<SpikeRecording> recordings =
        [
            .. Enumerable.Range(0, Samples).Select(n => SpikeRecorder.Record(network, samples.Pixels(n), n)),
        ];
        for (int answer = 0; answer < 3; answer++)
        {
            Assert.Equal(evaluation.Confusion[answer], recordings.Count(r => r.Class == answer));
        }
        FiringIntensity mean = evaluation.FiringIntensity;
        Assert.Equal(mean.Hidden, recordings.Average(r => r.FiringIntensity.Hidden), 1e-12);
        Assert.Equal(mean.Spiking, recordings.Average(r => r.FiringIntensity.Spiking), 1e-12);
        Assert.Equal(mean.All ?? -1, recordings.Average(r => r.FiringIntensity.All ?? -1), 1e-12);
        Assert.NotEqual(0, mean.Hidden);
    }

    [Fact]
    public void Votes_are_the_spikes_of_the_output()
    {
        SpikeRecording recording = SpikeRecorder.Record(Network(InputEncoding.Rate, 70), Set().Pixels(0));
        IReadOnlyList<(int Step, int Neuron)> spikes = recording.Spikes(recording.Layers - 1);
        Assert.Equal(recording.Votes, Enumerable.Range(0, 3).Select(c => spikes.Count(s => s.Neuron == c)));
        Assert.Equal(recording.Votes.Max(), recording.Votes[recording.Class]);
    }

    [Theory, InlineData(InputEncoding.Direct), InlineData(InputEncoding.Rate)]
    public void Votes_and_last_membranes_are_those_of_a_classifier(InputEncoding encoding)
    {
        HiddenNetwork network = Network(encoding, 70);
        SampleSet samples = Set();
        for (int n = 0; n < Samples; n++)
        {
            SpikeRecording recording = SpikeRecorder.Record(network, samples.Pixels(n), n);
            Classification answer = network.Classify(samples.Pixels(n), n);
            Assert.Equal(answer.Class, recording.Class);
            Assert.Equal(answer.Votes, recording.Votes);
            Assert.Equal(answer.FinalMembranes.Select(it => (double)it), recording.FinalMembranes);
            Assert.Equal(
                answer.Spikes,
                Enumerable.Range(0, recording.Layers).Select(layer => (long)recording.Spikes(layer).Count)
            );
        }
    }

    [Fact]
    public void The_list_and_the_question_agree_and_the_list_is_in_order()
    {
        SpikeRecording recording = SpikeRecorder.Record(Network(InputEncoding.Direct, 70), Set().Pixels(1));
        for (int layer = 0; layer < recording.Layers; layer++)
        {
            IReadOnlyList<(int Step, int Neuron)> spikes = recording.Spikes(layer);
            Assert.Equal(spikes.Order(), spikes);
            Assert.Equal(
                spikes,
                from step in Enumerable.Range(0, recording.Steps)
                from neuron in Enumerable.Range(0, recording.Neurons(layer))
                where recording.Spiked(layer, step, neuron)
                select (step, neuron)
            );
        }
    }

    [Fact]
    public void Direct_coded_input_has_no_spikes_and_rate_coded_input_spikes_by_sample()
    {
        SampleSet samples = Set();
        Assert.Empty(SpikeRecorder.Record(Network(InputEncoding.Direct, 20), samples.Pixels(0)).InputSpikes);
        HiddenNetwork rate = Network(InputEncoding.Rate, 20);
        IReadOnlyList<(int Step, int Input)> first = SpikeRecorder.Record(rate, samples.Pixels(0), 4).InputSpikes;
        Assert.Equal(first, SpikeRecorder.Record(rate, samples.Pixels(0), 4).InputSpikes);
        Assert.NotEqual(first, SpikeRecorder.Record(rate, samples.Pixels(0), 5).InputSpikes);
        Assert.All(first, spike => Assert.NotEqual(0, samples.Pixels(0)[spike.Input]));
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        HiddenNetwork network = Network(InputEncoding.Direct, 20);
        Assert.Throws<ArgumentException>(() => SpikeRecorder.Record(network, new byte[63]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeRecorder.Record(network, new byte[64], -1));
        SpikeRecording recording = SpikeRecorder.Record(network, new byte[64]);
        Assert.Throws<ArgumentOutOfRangeException>(() => recording.Spikes(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => recording.Spiked(0, 8, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => recording.Spiked(0, 0, 20));
    }

    private static HiddenNetwork Network(InputEncoding encoding, int hidden) =>
        SomeNetwork.Of(
            new()
            {
                Inputs = 64,
                Layers = [new() { Neurons = hidden, Keep = 0.5 }, new() { Neurons = 3, Keep = 0.5 }],
                Encoding = encoding,
                Seed = 9,
            }
        );

    // Every label is 0, so that the first row of the confusion counts the answers.
    private static SampleSet Set()
    {
        var key = new RandomKey(1);
        byte[] pixels = [.. Enumerable.Range(0, Samples * 64).Select(i => (byte)key.Below(0, (uint)i, 256))];
        return new SampleSet(pixels, new byte[Samples], 64);
    }
}
