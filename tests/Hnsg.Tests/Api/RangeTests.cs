using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Shared;
using Hnsg.Tests.Files;
using Hnsg.Tests.Lifetimes;
using Hnsg.Training.Methods;
using Hnsg.Training.Runs;
using Hnsg.Training.Surrogates;
using Xunit;

namespace Hnsg.Tests.Api;

/// <summary>Numbers and lengths that cannot be are refused where they come in, by an <see cref="ArgumentException"/>.</summary>
public class RangeTests
{
    private static readonly SampleSet s_none = SomeDisposable.Samples.Slice(0, 0);
    private static readonly SampleSet s_other = new(new byte[10], new byte[2], 5);
    private static readonly HiddenNetwork s_network = SomeDisposable.Network;
    private static readonly NetworkSpec s_spec = s_network.Spec;
    private static readonly byte[] s_pixels = new byte[784];

    private static readonly Dictionary<string, Action> s_calls = new()
    {
        ["a sample before the first"] = () => SomeDisposable.Samples.Pixels(-1),
        ["a sample after the last"] = () => SomeDisposable.Samples.Pixels(SomeDisposable.Samples.Count),
        // 2^32 / 784 · 784 is a multiple of 2^32 but for a few bytes: the offset of a sample that there is.
        ["a sample whose offset overflows"] = () => SomeDisposable.Samples.Pixels(5_478_274),
        ["a slice before the first"] = () => SomeDisposable.Samples.Slice(-1, 1),
        ["a slice of fewer than none"] = () => SomeDisposable.Samples.Slice(1, -1),
        ["a slice beyond the last"] = () => SomeDisposable.Samples.Slice(199, 2),
        ["a slice whose offset overflows"] = () => SomeDisposable.Samples.Slice(5_478_274, 1),
        ["samples of no pixels"] = () => _ = new SampleSet(s_pixels, new byte[1], 0),
        ["samples that are cut off"] = () => _ = new SampleSet(s_pixels, new byte[1], 785),
        ["pictures turned inside out"] = () => IdxWriter.WriteImages("x", SomeDisposable.Samples, -28, -28),
        ["pictures of another size"] = () => IdxWriter.WriteImages("x", SomeDisposable.Samples, 28, 27),
        ["no pictures to write"] = () => IdxWriter.WriteImages("x", s_none, 28, 28),
        ["no labels to write"] = () => IdxWriter.WriteLabels("x", s_none),
        ["a network and fewer pixels"] = () => s_network.Classify(new byte[783]),
        ["a network and a negative sample"] = () => s_network.Classify(s_pixels, -1),
        ["a recorder and more pixels"] = () => SpikeRecorder.Record(s_network, new byte[785]),
        ["a recorder and a negative sample"] = () => SpikeRecorder.Record(s_network, s_pixels, -1),
        ["membranes and more pixels"] = () => MembraneRecorder.Record(s_network, new byte[785]),
        ["membranes and a negative sample"] = () => MembraneRecorder.Record(s_network, s_pixels, -1),
        ["no threads"] = () => Evaluator.Run(s_network, SomeDisposable.Samples, 0),
        ["too many threads"] = () => Evaluator.Run(s_network, SomeDisposable.Samples, 1025),
        ["too many threads of a batch"] = () => _ = new BatchClassifier(s_network, 1025),
        ["no threads of a measurement"] = () => Measurer.Run(s_network, SomeDisposable.Samples, 0),
        ["no threads of a cost"] = () => NetworkCost.Of(s_network, SomeDisposable.Samples, -1),
        ["nothing to evaluate"] = () => Evaluator.Run(s_network, s_none),
        ["nothing to measure"] = () => Measurer.Run(s_network, s_none),
        ["the cost of nothing"] = () => NetworkCost.Of(s_network, s_none),
        ["other samples to evaluate"] = () => Evaluator.Run(s_network, s_other),
        ["other samples to measure"] = () => Measurer.Run(s_network, s_other),
        ["the cost of other samples"] = () => NetworkCost.Of(s_network, s_other),
        ["a part above all"] = () => Activity().Quantile(1.01),
        ["a part that is no number"] = () => Activity().Quantile(double.NaN),
        ["weights of a layer before the first"] = () => FrozenWeights.At(WeightKind.Uniform, 1, -1, 0),
        ["a weight before the first"] = () => FrozenWeights.At(WeightKind.Uniform, 1, 0, -1),
        ["a weight after the last"] = () => FrozenWeights.At(WeightKind.Uniform, 1, 0, 4L << 32),
        ["weights before the first"] = () => FrozenWeights.Fill(WeightKind.Uniform, 1, 0, -1, new sbyte[1]),
        ["weights after the last"] = () => FrozenWeights.Fill(WeightKind.Uniform, 1, 0, (4L << 32) - 1, new sbyte[2]),
        ["a kind of weight that is none"] = () => FrozenWeights.At((WeightKind)3, 1, 0, 0),
        ["kinds of weights that are none"] = () => FrozenWeights.Fill((WeightKind)(-1), 1, 0, 0, new sbyte[1]),
        ["an encoding that is none"] = () => ModelDescription.Name((InputEncoding)9),
        ["a spec of an encoding that is none"] = () =>
            ModelDescription.ToJson(s_spec with { Encoding = (InputEncoding)9 }, new ModelMetadata()),
        ["inputs of a layer after the last"] = () => s_spec.FanIn(2),
        ["inputs of a layer before the first"] = () => s_spec.FanIn(-1),
        ["connections of a layer after the last"] = () => s_spec.Connections(2),
        ["kept connections of a layer after the last"] = () => s_spec.KeptConnections(2),
        ["the scale of a layer after the last"] = () => s_spec.Scale(2),
        ["the threshold of a layer after the last"] = () => s_spec.Threshold(2),
        ["the unit of a layer before the first"] = () => s_spec.MembraneUnit(-1),
        ["some of no connections"] = () => NetworkSpec.KeptCount(0, 0.5),
        ["none of some connections"] = () => NetworkSpec.KeptCount(10, 0),
        ["no number of connections"] = () => NetworkSpec.KeptCount(10, double.NaN),
        ["a number below none"] = () => new RandomKey(1).Below(0, 0, 0),
        ["a stream before the first"] = () => RandomStream.Shuffle(-1),
        ["jobs of nobody"] = () => SideBySide.Run<int>(0, [1], (_, _) => { }, default),
        ["a spike after the last step"] = () => Recording().Spiked(0, 4, 0),
        ["a spike of a neuron too many"] = () => Recording().Spiked(0, 0, 64),
        ["a membrane of a neuron too many"] = () => Membranes().Before(0, 0, 64),
        ["a membrane before the first step"] = () => Membranes().After(1, -1, 0),
        ["a membrane after the last layer"] = () => Membranes().Spiked(2, 0, 0),
        ["fewer derivatives than distances"] = () =>
            SurrogateCatalog.Create("atan").Derivative(new float[20], new float[19]),
        ["masks of another network"] = () => _ = new HiddenNetwork(SomeNetwork.Plain, s_network.Masks),
        ["a mask that is null"] = () => _ = new HiddenNetwork(s_spec, [s_network.Masks[0], null!]),
        ["signs that are null"] = () => _ = new SignedNetwork(s_spec, s_network.Masks, [s_network.Masks[0], null!]),
        ["weights that are null"] = () =>
            _ = new RealNetwork(s_spec, "weights", [LayerWeights.Frozen(s_network.Masks[0]), null!]),
        ["a conversion of spikes"] = () =>
            Conversion.Of(Real(), SomeDisposable.Samples, SomeDisposable.Samples, threads: 1),
        ["a conversion on nothing"] = () => Conversion.Of(Real(), s_none, SomeDisposable.Samples, threads: 1),
    };

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    [Theory, MemberData(nameof(Calls))]
    public void It_is_refused(string call) => Assert.ThrowsAny<ArgumentException>(s_calls[call]);

    private static LayerActivity Activity() => new() { Layer = 1, NeuronIntensity = [0.1, 0.2] };

    private static SpikeRecording Recording() => SpikeRecorder.Record(s_network, s_pixels);

    private static MembraneRecording Membranes() => MembraneRecorder.Record(s_network, s_pixels);

    private static RealNetwork Real() => new(s_spec, "weights", [.. s_network.Masks.Select(LayerWeights.Frozen)]);
}
