using System.Globalization;
using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Tests.Files;
using Hnsg.Tests.Training;
using Xunit;

namespace Hnsg.Tests.Engine;

public class BatchForwardTests
{
    private const int Inputs = 33;
    private const int Samples = 7;

    public static MatrixTheoryData<InputEncoding, ResetKind, string> Cases =>
        new(
            Enum.GetValues<InputEncoding>(),
            [ResetKind.Subtract, ResetKind.Zero, ResetKind.DelayedSubtract],
            ["10", "7 10", "17 33 10", "65 3", "64 70"]
        );

    [Theory, MemberData(nameof(Cases))]
    public void Spikes_membranes_and_classes_are_those_of_a_slow_network(
        InputEncoding encoding,
        ResetKind reset,
        string neurons
    ) => Compare(Spec(encoding, reset, neurons));

    public static MatrixTheoryData<InputEncoding, ResetKind, string, int> Neurons =>
        new(
            Enum.GetValues<InputEncoding>(),
            [ResetKind.Subtract, ResetKind.Zero, ResetKind.DelayedSubtract],
            ["if", "cuba"],
            [0, 2]
        );

    [Theory, MemberData(nameof(Neurons))]
    public void Every_neuron_does_what_it_does_in_a_slow_network(
        InputEncoding encoding,
        ResetKind reset,
        string kind,
        int synapse
    ) => Compare(WithNeurons(Spec(encoding, reset, "65 40"), kind, kind == "cuba" ? synapse : 0));

    // The same weights need the same seed and masks, and get them: only the kind of neuron differs.
    [Theory, MemberData(nameof(Neurons))]
    public void A_cuba_without_synaptic_decay_is_a_lif_bit_for_bit(
        InputEncoding encoding,
        ResetKind reset,
        string kind,
        int synapse
    )
    {
        NetworkSpec lif = Spec(encoding, reset, "65 40");
        NetworkSpec other = WithNeurons(lif, kind, kind == "cuba" ? synapse : 0);
        bool same = kind == "cuba" && synapse == 0;
        Assert.Equal(same, Trace(SomeNetwork.Of(lif)).SequenceEqual(Trace(SomeNetwork.Of(other))));
        Assert.Equal(same, Trace(Real(lif)).SequenceEqual(Trace(Real(other))));
    }

    private static NetworkSpec WithNeurons(NetworkSpec spec, string kind, int synapse) =>
        spec with
        {
            Layers =
            [
                .. spec.Layers.Select(layer =>
                    layer with
                    {
                        Lif = layer.Lif with { Kind = NeuronKind.Find(kind), SynapseShift = synapse },
                    }
                ),
            ],
        };

    private static RealNetwork Real(NetworkSpec spec) =>
        new(
            spec,
            "weights",
            [
                .. spec.Layers.Select(
                    (layer, l) =>
                        LayerWeights.Dense(
                            Hnsg.Tests.Kernels.SomeNumbers.FloatArray(spec.Connections(l), (ulong)l, 0.5)
                        )
                ),
            ]
        );

    // Every spike word of every layer, and the last membranes of the output.
    private static List<ulong> Trace(TrainedNetwork network)
    {
        var all = new List<ulong>();
        SampleSet samples = SomeBatch.Of(Samples, Inputs, 2);
        using var team = new WorkerTeam(2);
        using var layers = NetworkLayers.Load(network, Samples);
        using var forward = new BatchForward(layers.All, network.Spec.Encoding, Samples, team);
        forward.Run(new SampleSource(samples, network.Spec), Samples);
        for (int slot = 0; slot < Samples; slot++)
        {
            foreach (SpikingLayer layer in layers.All)
            {
                all.AddRange(layer.SpikeWords(slot));
            }
            for (int c = 0; c < network.Spec.Classes; c++)
            {
                all.Add(BitConverter.DoubleToUInt64Bits(layers.All[^1].FinalMembrane(slot, c)));
            }
        }
        return all;
    }

    private static void Compare(NetworkSpec spec)
    {
        HiddenNetwork network = SomeNetwork.Of(spec);
        SampleSet samples = SomeBatch.Of(Samples, Inputs, 2);
        var slow = new SlowNetwork(network.Spec, network.Masks);
        foreach (int threads in (int[])[1, 2, 3])
        {
            using var team = new WorkerTeam(threads);
            using var layers = NetworkLayers.Load(network, 4);
            using var forward = new BatchForward(layers.All, spec.Encoding, 4, team);
            var source = new SampleSource(samples, network.Spec);
            long spikes = 0;
            for (int first = 0; first < Samples; first += 4)
            {
                source.First = first;
                forward.Run(source, Math.Min(4, Samples - first));
                for (int slot = 0; slot < forward.Count; slot++)
                {
                    SlowNetwork.Trace[] traces = slow.Run(SomeBatch.Input(network.Spec, samples, first + slot));
                    for (int l = 0; l < traces.Length; l++)
                    {
                        SameSpikes(layers.All[l], slot, traces[l]);
                    }
                    Assert.Equal(traces[^1].Votes, forward.Votes(slot).ToArray());
                    Assert.Equal(SlowNetwork.Decide(traces[^1]), forward.Decide(slot));
                    for (int c = 0; c < network.Spec.Classes; c++)
                    {
                        Assert.Equal(traces[^1].After[^1][c], layers.All[^1].FinalMembrane(slot, c));
                    }
                    spikes += layers.All[^1].CountSpikes(slot);
                }
            }
            Assert.True(spikes > 0);
        }
    }

    [Fact]
    public void Frozen_weights_are_laid_out_as_the_shape_says()
    {
        NetworkSpec spec = Spec(InputEncoding.Direct, ResetKind.Subtract, "70 3");
        HiddenNetwork network = SomeNetwork.Of(spec);
        using var layers = NetworkLayers.Load(network, 1);
        for (int l = 0; l < 2; l++)
        {
            MatrixLayout shape = layers.All[l].Shape;
            var expected = new sbyte[shape.Length];
            for (int input = 0; input < shape.Rows; input++)
            {
                for (int neuron = 0; neuron < shape.Columns; neuron++)
                {
                    int weight = FrozenWeights.At(spec.Weights, spec.Seed, l, (long)input * shape.Columns + neuron);
                    expected[shape.Offset(input, neuron)] = (sbyte)(network.Masks[l][input, neuron] ? weight : 0);
                }
            }
            Assert.Equal(expected, ((IntegerLayer)layers.All[l]).Effective.Span.ToArray());
        }
    }

    // No input, so no spike and no membrane: every class is equal.
    [Fact]
    public void Ties_go_to_the_first_class()
    {
        HiddenNetwork network = SomeNetwork.Of(Spec(InputEncoding.Direct, ResetKind.Subtract, "7 10"));
        using var team = new WorkerTeam(1);
        using var layers = NetworkLayers.Load(network, 1);
        using var forward = new BatchForward(layers.All, InputEncoding.Direct, 1, team);
        forward.Run(new SampleSource(new SampleSet(new byte[Inputs], new byte[1], Inputs), network.Spec), 1);
        Assert.Equal(0, forward.Decide(0));
    }

    private static NetworkSpec Spec(InputEncoding encoding, ResetKind reset, string neurons) =>
        new()
        {
            Inputs = Inputs,
            Seed = 8,
            Steps = 7,
            Encoding = encoding,
            Layers =
            [
                .. neurons
                    .Split(' ')
                    .Select(n => new LayerSpec
                    {
                        Neurons = int.Parse(n, CultureInfo.InvariantCulture),
                        Keep = 0.5,
                        // Delta coding has spikes at one step only.
                        Gain = encoding == InputEncoding.Delta ? 3 : 1.5,
                        Lif = new() { Reset = reset, DecayShift = 3 },
                    }),
            ],
        };

    private static void SameSpikes(SpikingLayer layer, int slot, SlowNetwork.Trace trace)
    {
        for (int t = 0; t < layer.Steps; t++)
        {
            var words = new ulong[layer.Shape.Blocks];
            for (int j = 0; j < layer.Shape.Columns; j++)
            {
                words[j / layer.Shape.Width] |= (ulong)trace.Spikes[t][j] << (j % layer.Shape.Width);
            }
            Assert.Equal(words, layer.SpikeWords(slot).Slice(t * words.Length, words.Length).ToArray());
        }
    }
}
