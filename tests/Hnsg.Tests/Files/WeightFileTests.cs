using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Tests.Kernels;
using Xunit;

namespace Hnsg.Tests.Files;

/// <summary>The model file of networks that are more than a seed and masks.</summary>
public class WeightFileTests
{
    private static readonly NetworkSpec Spec = SomeNetwork.Plain with { Seed = 3, Steps = 4 };

    public static TheoryData<string> Kinds => ["signed", "dense", "sparse", "frozen", "relu", "bias"];

    [Theory, MemberData(nameof(Kinds))]
    public void What_is_written_is_read(string kind) =>
        AssertSame(Some(kind), TrainedNetwork.LoadAny(Some(kind).ToBytes()));

    // If this fails the format has changed: files of users can no longer be read. A change needs a new version.
    [Theory, MemberData(nameof(Kinds))]
    public void The_format_has_not_drifted(string kind)
    {
        int version = kind == "bias" ? 2 : 1;
        byte[] golden = GoldenBytes.Check($"weights-{version}-{kind}", Some(kind).ToBytes());
        Assert.Equal(version, golden[4]);
        AssertSame(Some(kind), TrainedNetwork.LoadAny(golden));
    }

    // The layout of the documentation, read by hand.
    [Fact]
    public void A_reader_that_knows_only_the_documentation_gets_the_weights()
    {
        var network = (RealNetwork)Some("dense");
        byte[] bytes = network.ToBytes();
        Assert.Equal("HNSW"u8.ToArray(), bytes[..4]);
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(4)));
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(6));
        using JsonDocument json = JsonDocument.Parse(bytes.AsMemory(10, length));
        Assert.Equal("weights", json.RootElement.GetProperty("method").GetString());
        Assert.Equal(16, json.RootElement.GetProperty("network").GetProperty("inputs").GetInt32());
        int at = 10 + length;
        for (int l = 0; l < 2; l++)
        {
            Assert.Equal("dense-weights", json.RootElement.GetProperty("layers")[l].GetString());
            int count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)) / 4;
            at += 4;
            float[] weights = network.Weights[l].Values!.Value.ToArray();
            Assert.Equal(weights.Length, count);
            foreach (float weight in weights)
            {
                Assert.Equal(weight, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at)));
                at += 4;
            }
        }
        Assert.Equal(SHA256.HashData(bytes.AsSpan(0, at))[..8], bytes[at..]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_cut_anywhere_or_with_any_byte_changed_is_refused(string kind)
    {
        byte[] whole = Some(kind).ToBytes();
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InputException>(() => TrainedNetwork.LoadAny(whole.AsSpan(0, length)));
        }
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] bytes = [.. whole];
            bytes[at] ^= (byte)(1 + at % 255);
            Assert.Throws<InputException>(() => TrainedNetwork.LoadAny(bytes));
        }
    }

    // With a right checksum a changed byte may make another network, but never anything else than that or an error.
    [Theory, MemberData(nameof(Kinds))]
    public void A_byte_changed_with_a_right_checksum_is_refused_or_a_network(string kind)
    {
        byte[] whole = Some(kind).ToBytes();
        for (int at = 0; at < whole.Length - 8; at++)
        {
            foreach (int change in (int[])[1, 2, 16, 128, 255])
            {
                byte[] bytes = [.. whole];
                bytes[at] ^= (byte)change;
                SHA256.HashData(bytes.AsSpan(0, bytes.Length - 8)).AsSpan(0, 8).CopyTo(bytes.AsSpan(bytes.Length - 8));
                try
                {
                    Assert.NotNull(TrainedNetwork.LoadAny(bytes));
                }
                catch (InputException) { }
            }
        }
    }

    [Fact]
    public void A_newer_version_asks_for_an_update()
    {
        byte[] bytes = Some("dense").ToBytes();
        bytes[4] = 3;
        var error = Assert.Throws<InputException>(() => TrainedNetwork.LoadAny(bytes));
        Assert.Contains(
            "format version 3, but this Hnsg reads versions up to 2. Update Hnsg",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        LayerWeights[] good = [.. ((RealNetwork)Some("dense")).Weights];
        Assert.Throws<ArgumentException>(() => new RealNetwork(Spec, "weights", good[..1]));
        Assert.Throws<ArgumentException>(() => new RealNetwork(Spec, "weights", [good[1], good[0]]));
        float[] endless = good[0].Values!.Value.ToArray();
        endless[3] = float.NaN;
        Assert.Throws<ArgumentException>(() =>
            new RealNetwork(Spec, "weights", [LayerWeights.Dense(endless), good[1]])
        );
        foreach (float[] bias in (float[][])[new float[7], [1, 2, 3, 4, 5, 6, 7, float.NaN]])
        {
            Assert.Throws<ArgumentException>(() =>
                new RealNetwork(Spec, "nir", [LayerWeights.Dense(Numbers(128), bias), good[1]])
            );
        }
        Assert.Throws<OptionException>(() => SomeNetwork.Of(WithDecay(0.8)));
        Assert.Throws<OptionException>(() => new RealNetwork(WithDecay(1), "nir", good));
        HiddenNetwork hidden = SomeNetwork.Of(Spec);
        Assert.Throws<ArgumentException>(() => new SignedNetwork(Spec, hidden.Masks, [.. hidden.Masks.Skip(1)]));
        var outside = new MaskBuilder(16, 8) { [0] = true };
        outside[0] = !hidden.Masks[0][0];
        outside[1] = !hidden.Masks[0][1];
        Assert.Throws<ArgumentException>(() =>
            new SignedNetwork(Spec, hidden.Masks, [outside.Build(), new MaskBuilder(8, 2).Build()])
        );
    }

    private static void AssertSame(TrainedNetwork network, TrainedNetwork again)
    {
        Assert.Equal(network.ToBytes(), again.ToBytes());
        Assert.Equal(network.Spec.Layers, again.Spec.Layers);
        Assert.Equal(network.Spec with { Layers = [] }, again.Spec with { Layers = [] });
        Assert.Equal(network.Connections, again.Connections);
        Assert.Equal(["no", "yes"], again.Metadata.Classes);
        if (network is RealNetwork real)
        {
            var other = Assert.IsType<RealNetwork>(again);
            Assert.Equal(real.Method, other.Method);
            for (int l = 0; l < real.Weights.Count; l++)
            {
                Assert.Equal(real.Weights[l].Values?.ToArray(), other.Weights[l].Values?.ToArray());
                Assert.Equal(real.Weights[l].Bias?.ToArray(), other.Weights[l].Bias?.ToArray());
                Assert.Equal(real.Weights[l].Mask?.Words.ToArray(), other.Weights[l].Mask?.Words.ToArray());
            }
        }
        else
        {
            var signed = Assert.IsType<SignedNetwork>(network);
            var other = Assert.IsType<SignedNetwork>(again);
            for (int l = 0; l < signed.Masks.Count; l++)
            {
                Assert.Equal(signed.Masks[l].Words.ToArray(), other.Masks[l].Words.ToArray());
                Assert.Equal(signed.Negated[l].Words.ToArray(), other.Negated[l].Words.ToArray());
            }
        }
    }

    private static TrainedNetwork Some(string kind)
    {
        var metadata = new ModelMetadata
        {
            Width = 4,
            Height = 4,
            Classes = ["no", "yes"],
        };
        HiddenNetwork hidden = SomeNetwork.Of(Spec);
        switch (kind)
        {
            case "signed":
                return new SignedNetwork(Spec, hidden.Masks, [.. hidden.Masks.Select(EverySecond)])
                {
                    Metadata = metadata,
                };
            case "frozen":
                return new RealNetwork(Spec, "ann-hidden", [.. hidden.Masks.Select(LayerWeights.Frozen)])
                {
                    Metadata = metadata,
                };
            case "bias":
                return new RealNetwork(
                    WithDecay(0.8),
                    "nir",
                    [LayerWeights.Dense(Numbers(128), Numbers(8)), LayerWeights.Dense(Numbers(16), Numbers(2))]
                )
                {
                    Metadata = metadata,
                };
            case "sparse":
                return new RealNetwork(
                    Spec,
                    "magnitude",
                    [.. hidden.Masks.Select(mask => LayerWeights.Sparse(mask, Numbers(mask.Kept)))]
                )
                {
                    Metadata = metadata,
                };
            default:
                NetworkSpec spec =
                    kind == "dense"
                        ? Spec
                        : Spec with
                        {
                            Steps = 1,
                            Layers =
                            [
                                .. Spec.Layers.Select(layer =>
                                    layer with
                                    {
                                        Lif = new() { Kind = NeuronKind.Relu, Reset = ResetKind.None },
                                    }
                                ),
                            ],
                        };
                return new RealNetwork(
                    spec,
                    "weights",
                    [LayerWeights.Dense(Numbers(128)), LayerWeights.Dense(Numbers(16))]
                )
                {
                    Metadata = metadata,
                };
        }
    }

    private static NetworkSpec WithDecay(double decay) =>
        Spec with
        {
            Layers = [.. Spec.Layers.Select(layer => layer with { Lif = layer.Lif with { TrainedBeta = decay } })],
        };

    private static Mask EverySecond(Mask mask)
    {
        var signs = new MaskBuilder(mask.Rows, mask.Columns);
        for (long i = 0, kept = 0; i < mask.Connections; i++)
        {
            signs[i] = mask[i] && kept++ % 2 == 0;
        }
        return signs.Build();
    }

    private static float[] Numbers(long count) => SomeNumbers.FloatArray(count, 8);
}
