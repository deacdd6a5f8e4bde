using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;
using PureHDF;
using Xunit;

namespace Hnsg.Nir.Tests;

/// <summary>Hidden networks written as NIR: what is in the file, and that it is the same network when it is read back.</summary>
public sealed class NirExportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    public static TheoryData<string> Networks => ["direct", "rate", "if", "read-out", "binomial", "uniform", "latency"];

    private static NetworkSpec Spec(string name)
    {
        NetworkSpec spec = Some.Spec;
        return name switch
        {
            "rate" => spec with { Encoding = InputEncoding.Rate },
            "latency" => spec with { Encoding = InputEncoding.Latency },
            "if" => With(spec, 0, lif => lif with { Kind = NeuronKind.If }),
            "read-out" => With(spec, 1, lif => lif with { Reset = ResetKind.None }),
            "binomial" => spec with { Weights = WeightKind.Binomial, FractionBits = 5 },
            "uniform" => spec with { Weights = WeightKind.Uniform },
            _ => spec,
        };
    }

    private static NetworkSpec With(NetworkSpec spec, int layer, Func<LifSpec, LifSpec> change) =>
        spec with
        {
            Layers = [.. spec.Layers.Select((it, l) => l == layer ? it with { Lif = change(it.Lif) } : it)],
        };

    [Theory, MemberData(nameof(Networks))]
    public void Read_back_it_gives_every_spike_of_a_thousand_pictures(string name)
    {
        HiddenNetwork network = Some.Network(Spec(name));
        NirExport.Write(network, _temp["net.nir"]);
        NirImported imported = NirImport.Read(_temp["net.nir"]);
        Assert.Null(imported.Notice);
        HiddenNetwork back = Assert.IsType<HiddenNetwork>(imported.Network);
        Assert.Equal(network.Metadata.Classes, back.Metadata.Classes);
        using var first = new SpikeRecorder(network);
        using var second = new SpikeRecorder(back);
        for (int n = 0; n < 1000; n++)
        {
            byte[] pixels = Some.Picture(network.Spec.Inputs, n);
            SpikeRecording expected = first.Record(pixels, n);
            SpikeRecording found = second.Record(pixels, n);
            Assert.Equal(expected.Class, found.Class);
            for (int layer = 0; layer < expected.Layers; layer++)
            {
                Assert.Equal(expected.Spikes(layer), found.Spikes(layer));
            }
        }
        if (name is not ("binomial" or "uniform"))
        {
            Assert.Equal(network.ToBytes(), back.ToBytes());
        }
    }

    [Fact]
    public void The_real_numbers_of_the_file_spike_as_the_integers_do_but_for_the_rounding_of_the_decay()
    {
        HiddenNetwork network = Some.Network(Some.Spec);
        NirExport.Write(network, _temp["net.nir"]);
        // Without the spec in the metadata it is any network of real weights.
        Tamper(graph => graph.Remove("metadata"));
        RealNetwork real = Assert.IsType<RealNetwork>(
            NirImport
                .Read(
                    _temp["net.nir"],
                    new NirImportOptions
                    {
                        Steps = network.Spec.Steps,
                        White = 255.0 / (1 << network.Spec.FractionBits),
                    }
                )
                .Network
        );
        Assert.Equal(network.Spec.Layers.Select(it => it.Lif.Beta), real.Spec.Layers.Select(it => it.Lif.Beta));
        byte[] pixels = Some.Picture(network.Spec.Inputs, 1);
        MembraneRecording integers = MembraneRecorder.Record(network, pixels);
        float[] reals = MembraneRecorder.Record(real, pixels)[0];
        // Before a spike each step rounds down by less than a unit.
        for (int neuron = 0; neuron < network.Spec.Layers[0].Neurons; neuron++)
        {
            for (int step = 0; step < network.Spec.Steps; step++)
            {
                double difference =
                    integers.Before(0, step, neuron) - reals[step * 5 + neuron] * (1 << network.Spec.FractionBits);
                Assert.InRange(difference, -1e-3, step + 1);
                if (integers.Spiked(0, step, neuron))
                {
                    break;
                }
            }
        }
    }

    [Fact]
    public void A_changed_number_makes_it_a_network_of_real_weights_with_a_notice()
    {
        HiddenNetwork network = Some.Network(Some.Spec);
        foreach (string array in (string[])["lif1/v_threshold", "lif2/tau", "fc1/bias", "fc2/weight"])
        {
            NirExport.Write(network, _temp["net.nir"]);
            string[] names = array.Split('/');
            Tamper(graph =>
            {
                var node = (H5Group)((H5Group)graph["nodes"])[names[0]];
                if (node[names[1]] is float[] values)
                {
                    node[names[1]] = Array.ConvertAll(values, it => it * 1.25f + (names[1] == "bias" ? 1 : 0));
                }
                else
                {
                    ((float[,])node[names[1]])[0, 0] += 1;
                }
            });
            NirImported imported = NirImport.Read(_temp["net.nir"]);
            Assert.Contains("no longer match its seed", imported.Notice, StringComparison.Ordinal);
            RealNetwork real = Assert.IsType<RealNetwork>(imported.Network);
            Assert.Equal(network.Spec.Steps, real.Spec.Steps);
            Assert.Equal(network.Spec.Seed, real.Spec.Seed);
        }
    }

    [Theory, InlineData("dense"), InlineData("masked"), InlineData("frozen")]
    public void A_network_of_real_weights_comes_back_to_the_last_bit(string kind)
    {
        HiddenNetwork hidden = Some.Network(
            Some.Spec with
            {
                FractionBits = 5,
                Layers =
                [
                    Some.Spec.Layers[0] with
                    {
                        Lif = Some.Spec.Layers[0].Lif with { Threshold = 0.7 },
                    },
                    Some.Spec.Layers[1],
                ],
            }
        );
        NetworkSpec spec = hidden.Spec with
        {
            Layers =
            [
                .. hidden.Spec.Layers.Select(
                    (it, l) => it with { Lif = it.Lif with { TrainedBeta = l == 0 ? 0.8571428571428571 : null } }
                ),
            ],
        };
        var weights = new LayerWeights[spec.Layers.Count];
        for (int l = 0; l < weights.Length; l++)
        {
            int count = kind == "dense" ? (int)spec.Connections(l) : (int)hidden.Masks[l].Kept;
            float[] values = [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i + l) * 0.3f)];
            float[] bias = [.. Enumerable.Range(0, spec.Layers[l].Neurons).Select(i => MathF.Cos(i) * 0.01f)];
            weights[l] = kind switch
            {
                "dense" => LayerWeights.Dense(values, bias),
                "masked" => LayerWeights.Sparse(hidden.Masks[l], values),
                _ => LayerWeights.Frozen(hidden.Masks[l]),
            };
        }
        var network = new RealNetwork(spec, "weights", weights) { Metadata = hidden.Metadata };
        NirExport.Write(network, _temp["net.nir"]);
        NirImported imported = NirImport.Read(_temp["net.nir"]);
        Assert.Null(imported.Notice);
        RealNetwork back = Assert.IsType<RealNetwork>(imported.Network);
        Assert.Equal(network.Metadata.Classes, back.Metadata.Classes);
        for (int l = 0; l < weights.Length; l++)
        {
            Assert.Equal(spec.Layers[l].Lif, back.Spec.Layers[l].Lif);
            Assert.Equal(network.Weights[l].All(spec, l), back.Weights[l].All(back.Spec, l));
            Assert.Equal(network.Weights[l].Bias?.ToArray(), back.Weights[l].Bias?.ToArray());
        }
        using var first = new SpikeRecorder(network);
        using var second = new SpikeRecorder(back);
        for (int n = 0; n < 100; n++)
        {
            byte[] pixels = Some.Picture(spec.Inputs, n);
            Assert.Equal(first.Record(pixels).Spikes(0), second.Record(pixels).Spikes(0));
            Assert.Equal(first.Record(pixels).FinalMembranes, second.Record(pixels).FinalMembranes);
        }
        // And once more, byte for byte.
        NirExport.Write(back, _temp["again.nir"]);
        Assert.Equal(back.ToBytes(), NirImport.Read(_temp["again.nir"]).Network.ToBytes());
    }

    [Theory, InlineData(ResetKind.Subtract), InlineData(ResetKind.DelayedSubtract)]
    public void Soft_reset_is_refused_with_the_way_out(ResetKind reset)
    {
        HiddenNetwork network = Some.Network(With(Some.Spec, 1, lif => lif with { Reset = reset }));
        string message = Assert.Throws<InputException>(() => NirExport.Write(network, _temp["net.nir"])).Message;
        Assert.Contains("layer 2 subtract the threshold", message, StringComparison.Ordinal);
        Assert.Contains("--reset zero", message, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp["net.nir"]));
    }

    [Fact]
    public void Neurons_that_nir_has_not_are_refused()
    {
        HiddenNetwork cuba = Some.Network(
            With(Some.Spec, 0, lif => lif with { Kind = NeuronKind.Cuba, SynapseShift = 2 })
        );
        Assert.Contains(
            "lif and if can be written",
            Assert.Throws<InputException>(() => NirExport.ToBytes(cuba)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes() =>
        Assert.Equal(NirExport.ToBytes(Some.Network(Some.Spec)), NirExport.ToBytes(Some.Network(Some.Spec)));

    [Fact]
    public void H5py_finds_every_field_with_the_type_and_shape_of_the_nir_documentation()
    {
        HiddenNetwork network = Some.Network(Spec("read-out"));
        NirExport.Write(network, _temp["net.nir"]);
        float threshold = (network.Spec.Threshold(0) + 0.5f) / 256;
        string[] weights =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(l =>
                    Enumerable
                        .Range(0, (int)network.Masks[l].Connections)
                        .Where(i => network.Masks[l][i])
                        .Sum(i => FrozenWeights.At(network.Spec.Weights, network.Spec.Seed, l, i) << (3 + l))
                        .ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)
                ),
        ];
        Assert.Equal(
            [
                "node/edges str (5, 2) [['input', 'fc1'], ['fc1', 'lif1'], ['lif1', 'fc2'], ['fc2', 'li2'], ['li2', 'output']]",
                "node/metadata/dt <f8 () 0.0001",
                "node/metadata/encoding str () direct",
                "node/metadata/hnsg str () {",
                "node/metadata/input_unit <f8 () 0.00390625",
                "node/metadata/kept <f8 (2,) [0.4, 0.5]",
                "node/metadata/reset str () zero",
                $"node/metadata/seed <u8 () {network.Spec.Seed}",
                "node/metadata/steps <i8 () 9",
                "node/nodes/fc1/bias <f4 (5,) [0.0]",
                "node/nodes/fc1/type str () Affine",
                $"node/nodes/fc1/weight <f4 (5, 6) sum {weights[0]}",
                "node/nodes/fc2/bias <f4 (3,) [0.0]",
                "node/nodes/fc2/type str () Affine",
                $"node/nodes/fc2/weight <f4 (3, 5) sum {weights[1]}",
                "node/nodes/input/shape <i8 (1,) [6]",
                "node/nodes/input/type str () Input",
                "node/nodes/li2/r <f4 (3,) [1.0]",
                "node/nodes/li2/tau <f4 (3,) [0.0016]",
                "node/nodes/li2/type str () LI",
                "node/nodes/li2/v_leak <f4 (3,) [0.0]",
                "node/nodes/lif1/r <f4 (5,) [1.0]",
                "node/nodes/lif1/tau <f4 (5,) [0.0008]",
                "node/nodes/lif1/type str () LIF",
                "node/nodes/lif1/v_leak <f4 (5,) [0.0]",
                "node/nodes/lif1/v_reset <f4 (5,) [0.0]",
                $"node/nodes/lif1/v_threshold <f4 (5,) [{threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)}]",
                "node/nodes/output/shape <i8 (1,) [3]",
                "node/nodes/output/type str () Output",
                "node/type str () NIRGraph",
                "version str () 1.0.8",
            ],
            H5py.Run(_temp, Listing).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Files_of_h5py_are_read_compressed_or_not()
    {
        H5py.Run(_temp, Writing);
        foreach (string file in (string[])["plain.nir", "gzip.nir"])
        {
            RealNetwork network = Assert.IsType<RealNetwork>(NirImport.Read(_temp[file]).Network);
            Assert.Equal([784, 30, 10], network.Spec.Layers.Select(it => it.Neurons).Prepend(network.Spec.Inputs));
            Assert.Equal(0.75, network.Spec.Layers[0].Lif.Beta);
            // Input 3, neuron 2: weight 3·2, r·dt/τ = 4/4, a white pixel of 1.
            Assert.Equal(6f * 256 / 255, network.Weights[0].Values!.Value.Span[3 * 30 + 2], 1e-5f);
            Assert.Equal(0.5f, network.Weights[0].Bias!.Value.Span[29]);
        }
    }

    // As nir.read takes it: every data set with type, shape and content; arrays that are the same all over in short.
    private const string Listing = """
        import h5py, numpy as np
        def show(name, item):
            if isinstance(item, h5py.Dataset):
                value = item[()]
                if h5py.check_string_dtype(item.dtype):
                    kind, text = "str", ([[s.decode() for s in row] for row in value] if item.shape else value.decode())
                    text = "{" if str(text).startswith("{") else text
                else:
                    kind = item.dtype.str
                    if item.ndim == 2:
                        text = f"sum {float(value.sum())}"
                    elif item.ndim == 1 and len(set(value.tolist())) == 1:
                        text = [float(str(value[0])) if kind[1] == "f" else int(value[0])]
                    else:
                        text = value.tolist()
                print(name, kind, item.shape, text)
        h5py.File("net.nir").visititems(show)
        """;

    // As nir.write does it, of the modules of an snnTorch network.
    private const string Writing = """
        import h5py, numpy as np
        for name, compression in ("plain.nir", None), ("gzip.nir", "gzip"):
            with h5py.File(name, "w") as file:
                text = h5py.string_dtype()
                file.create_dataset("version", data="1.0.6", dtype=text)
                node = file.create_group("node")
                node.create_dataset("type", data="NIRGraph", dtype=text)
                def add(key, kind, **arrays):
                    group = node.require_group("nodes").create_group(key)
                    group.create_dataset("type", data=kind, dtype=text)
                    for field, array in arrays.items():
                        group.create_dataset(field, data=array, compression=compression)
                def affine(key, inputs, neurons):
                    weight = np.outer(np.arange(neurons), np.arange(inputs)).astype(np.float32)
                    add(key, "Affine", weight=weight, bias=np.full(neurons, 0.5, np.float32))
                def lif(key, n):
                    one = np.ones(n, np.float32)
                    add(key, "LIF", tau=4e-4 * one, r=4 * one, v_leak=0 * one, v_reset=0 * one, v_threshold=one)
                add("input", "Input", shape=np.array([784]))
                affine("0", 784, 30), lif("1", 30), affine("2", 30, 10), lif("3", 10)
                add("output", "Output", shape=np.array([10]))
                node.create_dataset("edges", data=[["input", "0"], ["0", "1"], ["1", "2"], ["2", "3"], ["3", "output"]])
        """;

    private void Tamper(Action<H5Group> change)
    {
        var written = new H5File();
        using (var file = H5File.OpenRead(_temp["net.nir"]))
        {
            Copy(file, written);
        }
        change((H5Group)written["node"]);
        written.Write(_temp["net.nir"]);
    }

    private static void Copy(IH5Group from, H5Group to)
    {
        foreach (IH5Object child in from.Children())
        {
            to[child.Name] = child switch
            {
                IH5Group group => CopyOf(group),
                IH5Dataset { Type.Class: H5DataTypeClass.VariableLength, Space.Rank: 0 } text => text.Read<string>(),
                IH5Dataset { Type.Class: H5DataTypeClass.VariableLength } text => text.Read<string[,]>(),
                IH5Dataset { Type: { Class: H5DataTypeClass.FloatingPoint, Size: 4 }, Space.Rank: 2 } floats =>
                    floats.Read<float[,]>(),
                IH5Dataset { Type: { Class: H5DataTypeClass.FloatingPoint, Size: 4 } } floats => floats.Read<float[]>(),
                IH5Dataset { Type.Class: H5DataTypeClass.FloatingPoint, Space.Rank: 0 } number => number.Read<double>(),
                IH5Dataset { Type.Class: H5DataTypeClass.FloatingPoint } numbers => numbers.Read<double[]>(),
                IH5Dataset { Space.Rank: 0 } number => number.Read<long>(),
                IH5Dataset numbers => numbers.Read<long[]>(),
                _ => throw new InvalidOperationException(child.Name),
            };
        }
    }

    private static H5Group CopyOf(IH5Group group)
    {
        var copy = new H5Group();
        Copy(group, copy);
        return copy;
    }
}
