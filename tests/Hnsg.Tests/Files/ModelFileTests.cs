using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Hnsg.Files;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Files;

public class ModelFileTests
{
    private static readonly ModelMetadata Metadata = new()
    {
        Width = 4,
        Height = 3,
        Classes = ["naught", "one", "zwölf"],
        Dataset = "mnist",
    };

    [Fact]
    public void A_network_comes_back_with_every_value()
    {
        HiddenNetwork network = SomeNetwork.Of(SomeNetwork.Unusual, Metadata);
        AssertSame(network, HiddenNetwork.Load(network.ToBytes()));
    }

    [Fact]
    public void A_network_of_defaults_comes_back()
    {
        HiddenNetwork network = SomeNetwork.Of(SomeNetwork.Plain);
        AssertSame(network, HiddenNetwork.Load(new MemoryStream(network.ToBytes())));
    }

    [Fact]
    public void A_network_comes_back_from_a_file_and_leaves_no_temporary_one()
    {
        string folder = Directory.CreateTempSubdirectory("hnsg").FullName;
        try
        {
            string path = Path.Combine(folder, "model.hnsg");
            HiddenNetwork network = SomeNetwork.Of(SomeNetwork.Plain);
            network.Save(path);
            AssertSame(network, HiddenNetwork.Load(path));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_name_of_an_enum_can_be_stored()
    {
        foreach (WeightKind weights in Enum.GetValues<WeightKind>())
        foreach (InputEncoding encoding in Enum.GetValues<InputEncoding>())
        foreach (ResetKind reset in Enum.GetValues<ResetKind>())
        {
            NetworkSpec spec = SomeNetwork.Plain with
            {
                Weights = weights,
                Encoding = encoding,
                Layers =
                [
                    new LayerSpec
                    {
                        Neurons = 2,
                        Lif = new() { Reset = reset },
                    },
                ],
            };
            HiddenNetwork network = SomeNetwork.Of(spec);
            AssertSame(network, HiddenNetwork.Load(network.ToBytes()));
            Assert.Equal(encoding is InputEncoding.Direct or InputEncoding.Rate ? 1 : 2, network.ToBytes()[4]);
        }
    }

    // If this fails the format has changed: files of users can no longer be read. A change needs a new version.
    [Theory]
    [InlineData("model-1-plain", 1)]
    [InlineData("model-1-unusual", 1)]
    [InlineData("model-2-neurons", 2)]
    [InlineData("model-2-encoding", 2)]
    public void The_format_has_not_drifted(string name, int version)
    {
        HiddenNetwork network = name switch
        {
            "model-1-plain" => SomeNetwork.Of(SomeNetwork.Plain),
            "model-1-unusual" => SomeNetwork.Of(SomeNetwork.Unusual, Metadata),
            "model-2-neurons" => SomeNetwork.Of(SomeNetwork.OtherNeurons, Metadata),
            _ => SomeNetwork.Of(SomeNetwork.Plain with { Encoding = InputEncoding.Latency }),
        };
        byte[] golden = GoldenBytes.Check(name, network.ToBytes());
        Assert.Equal(version, golden[4]);
        AssertSame(network, HiddenNetwork.Load(golden));
        Assert.Equal(golden, HiddenNetwork.Load(golden).ToBytes());
    }

    // Reads with nothing of the library, from the description of the format alone.
    [Fact]
    public void An_independent_reader_finds_header_description_masks_and_checksum()
    {
        byte[] bytes = SomeNetwork.Of(SomeNetwork.Unusual, Metadata).ToBytes();
        Assert.Equal("HNSG", System.Text.Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(4)));
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(6));
        using JsonDocument json = JsonDocument.Parse(bytes.AsMemory(10, length));
        JsonElement root = json.RootElement;
        Assert.Equal(12, root.GetProperty("inputs").GetInt32());
        Assert.Equal(ulong.MaxValue, root.GetProperty("seed").GetUInt64());
        Assert.Equal("rate", root.GetProperty("encoding").GetString());
        Assert.Equal("binomial", root.GetProperty("weights").GetString());
        Assert.Equal(6, root.GetProperty("fractionBits").GetInt32());
        Assert.Equal(5, root.GetProperty("steps").GetInt32());
        Assert.Equal("delayed-subtract", root.GetProperty("layers")[0].GetProperty("reset").GetString());
        Assert.Equal(0.3, root.GetProperty("layers")[0].GetProperty("keep").GetDouble());
        Assert.Equal(3, root.GetProperty("layers")[1].GetProperty("neurons").GetInt32());
        Assert.Equal("mnist", root.GetProperty("dataset").GetString());
        Assert.Equal(3, root.GetProperty("classes").GetArrayLength());
        int at = 10 + length;
        for (int layer = 0; layer < root.GetProperty("layers").GetArrayLength(); layer++)
        {
            at += 4 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
        }
        Assert.Equal(bytes.Length - 8, at);
        Assert.Equal(SHA256.HashData(bytes.AsSpan(0, at))[..8], bytes[at..]);
    }

    [Fact]
    public void A_model_of_few_connections_takes_few_bytes() =>
        Assert.InRange(SomeNetwork.Of(SomeNetwork.Plain).ToBytes().Length, 0, 100);

    [Fact]
    public void Another_file_is_said_to_be_no_model() => AssertRefused("not a model file", "\u007fELF and so on"u8);

    [Fact]
    public void An_empty_file_is_said_to_be_no_model() => AssertRefused("not a model file", []);

    [Theory]
    [InlineData("if", 0)]
    [InlineData("cuba", 0)]
    [InlineData("cuba", 3)]
    public void Neurons_that_version_1_does_not_know_need_version_2(string kind, int synapse)
    {
        NetworkSpec spec = SomeNetwork.Plain with
        {
            Layers =
            [
                new()
                {
                    Neurons = 2,
                    Lif = new() { Kind = NeuronKind.Find(kind), SynapseShift = synapse },
                },
            ],
        };
        HiddenNetwork network = SomeNetwork.Of(spec);
        byte[] bytes = network.ToBytes();
        Assert.Equal(2, bytes[4]);
        HiddenNetwork again = HiddenNetwork.Load(bytes);
        AssertSame(network, again);
        Assert.Equal(spec.Layers[0].Lif, again.Spec.Layers[0].Lif);
        bytes[4] = 1;
        System
            .Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, bytes.Length - 8))
            .AsSpan(0, 8)
            .CopyTo(bytes.AsSpan(bytes.Length - 8));
        AssertRefused("fields that version 1 of the format does not", bytes);
    }

    [Fact]
    public void A_newer_version_asks_for_an_update()
    {
        byte[] bytes = SomeNetwork.Of(SomeNetwork.Plain).ToBytes();
        bytes[4] = 3;
        AssertRefused("format version 3, but this Hnsg reads versions up to 2. Update Hnsg", bytes);
    }

    [Fact]
    public void A_changed_byte_is_named_as_such()
    {
        byte[] bytes = SomeNetwork.Of(SomeNetwork.Plain).ToBytes();
        bytes[20] ^= 1;
        AssertRefused("a byte has changed", bytes);
    }

    [Fact]
    public void A_cut_file_is_named_as_such()
    {
        byte[] bytes = SomeNetwork.Of(SomeNetwork.Plain).ToBytes();
        AssertRefused("cut off", bytes.AsSpan(0, bytes.Length - 9));
    }

    [Fact]
    public void Bytes_after_the_last_mask_are_refused() =>
        AssertRefused(
            "3 bytes belong to no layer",
            File("""{"inputs":1,"layers":[{"neurons":1}]}""", 0, 0, 0, 0, 1, 2, 3)
        );

    [Theory]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1,"keep":2}]}""", "keep: 2 is not in (0, 1]")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1,"keep":1e999}]}""", "keep")]
    [InlineData("""{"inputs":1,"layers":[]}""", "layers: 0 is not in 1…16")]
    [InlineData("""{"inputs":1,"layers":[null]}""", "nulls")]
    [InlineData("""{"inputs":1,"layers":null}""", "JSON")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1}],"classes":[null]}""", "nulls")]
    [InlineData("null", "nulls")]
    [InlineData("", "JSON")]
    [InlineData("[[[[[[[[[[[[", "JSON")]
    [InlineData("""{"layers":[{"neurons":1}]}""", "JSON")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1}],"colour":3}""", "JSON")]
    [InlineData("""{"inputs":1,"inputs":2,"layers":[{"neurons":1}]}""", "JSON")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1}],"weights":"gauss"}""", "not one of signed-constant, binomial")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1}],"width":0}""", "picture")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1}],"classes":["a","b"]}""", "2 class names for 1 classes")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1}],"dataset":"\u001b[2J"}""", "control characters")]
    [InlineData(
        """{"inputs":16384,"fractionBits":0,"steps":1,"layers":[{"neurons":16384},{"neurons":9}]}""",
        "hold" // all layers together
    )]
    public void A_bad_description_is_refused(string json, string because) =>
        AssertRefused(because, File(json, 0, 0, 0, 0));

    [Fact]
    public void A_small_file_cannot_ask_for_much_memory()
    {
        byte[] bytes = File(
            """{"inputs":16384,"fractionBits":0,"steps":1,"layers":[{"neurons":16384,"keep":0.5}]}""",
            [3, 0, 0, 0, 0, 0, 0]
        );
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused("cannot hold", bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("<!DOCTYPE html>", "web page")]
    [InlineData("{}", "JSON")]
    [InlineData("", "empty")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "Git LFS")]
    public void What_a_file_is_instead_is_said(string content, string kind) =>
        AssertRefused(kind, System.Text.Encoding.ASCII.GetBytes(content));

    [Theory]
    [InlineData("""{"inputs":"x","layers":[]}""", "inputs: the value has the wrong type")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1,"gain":[1]}]}""", "layers[0].gain: the value")]
    [InlineData("""{"inputs":1}""", "'layers' is missing")]
    [InlineData("""{"inputs":1,"layers":[{"neurons":1}],"colour":3}""", "'colour' is unknown here")]
    [InlineData("""{"inputs":1,"inputs":2,"layers":[{"neurons":1}]}""", "'inputs' appears twice")]
    [InlineData("""{"inputs":[[[[[1]]]]],"layers":[]}""", "inputs")]
    public void A_bad_field_is_named(string json, string because) => AssertRefused(because, File(json));

    [Theory]
    [InlineData(1 << 20, "weights")]
    [InlineData(1 << 20, "model")]
    public void A_file_that_is_no_model_is_not_read_to_its_end(long length, string what)
    {
        using var stream = new Endless(what == "model" ? [] : "HNSG"u8.ToArray());
        Assert.Throws<InputException>(() => HiddenNetwork.Load(stream));
        Assert.InRange(stream.Given, 1, what == "model" ? length : ModelFile.MostBytes + length);
    }

    [Fact]
    public void Metadata_that_could_not_be_stored_is_refused_by_the_network()
    {
        AssertRefused("1 class names for 2", new ModelMetadata { Classes = ["a"] });
        AssertRefused("a class name is null", new ModelMetadata { Classes = ["a", null!] });
        AssertRefused("a class name is null", new ModelMetadata { Classes = null! });
        AssertRefused("control characters", new ModelMetadata { Classes = ["a", "b\u001b"] });
        AssertRefused("control characters", new ModelMetadata { Dataset = "line\nbreak" });
        AssertRefused("0×4", new ModelMetadata { Width = 0, Height = 4 });
        AssertRefused("3×4 pixels for 16 inputs", new ModelMetadata { Width = 3, Height = 4 });
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        Assert.Contains(
            "no such file",
            Assert.Throws<InputException>(() => HiddenNetwork.Load("no/model.hnsg")).Message
        );
        string folder = Path.GetTempPath();
        Assert.Contains("folder", Assert.Throws<InputException>(() => HiddenNetwork.Load(folder)).Message);
    }

    /// <summary>A beginning and then zeros for ever.</summary>
    private sealed class Endless(byte[] start) : MemoryStream
    {
        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            if (Given == 0)
            {
                start.CopyTo(buffer);
            }
            Given += buffer.Length;
            return buffer.Length;
        }
    }

    /// <summary>A file with a right checksum: JSON and whatever follows.</summary>
    private static byte[] File(string json, params ReadOnlySpan<byte> rest)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(json);
        byte[] body = [.. "HNSG"u8, 1, 0, .. BitConverter.GetBytes(utf8.Length), .. utf8, .. rest];
        return [.. body, .. SHA256.HashData(body)[..8]];
    }

    private static void AssertRefused(string because, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        var error = Assert.Throws<InputException>(() => ModelFile.Read(copy, "some.hnsg"));
        Assert.Equal("some.hnsg", error.Path);
        Assert.Contains(because, error.Message);
    }

    private static void AssertRefused(string because, ModelMetadata metadata) =>
        Assert.Contains(
            because,
            Assert.Throws<ArgumentException>(() => SomeNetwork.Of(SomeNetwork.Plain, metadata)).Message
        );

    private static void AssertSame(HiddenNetwork expected, HiddenNetwork actual)
    {
        Assert.Equal(expected.Spec with { Layers = [] }, actual.Spec with { Layers = [] });
        Assert.Equal(expected.Spec.Layers, actual.Spec.Layers);
        Assert.Equal(expected.Metadata.Classes, actual.Metadata.Classes);
        Assert.Equal(expected.Metadata with { Classes = [] }, actual.Metadata with { Classes = [] });
        Assert.All(
            expected.Masks.Zip(actual.Masks),
            pair => Assert.True(pair.First.Words.SequenceEqual(pair.Second.Words))
        );
    }
}
