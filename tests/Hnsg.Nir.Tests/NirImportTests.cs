using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;
using PureHDF;
using Xunit;

namespace Hnsg.Nir.Tests;

/// <summary>Networks of other tools, read from NIR files.</summary>
public sealed class NirImportTests : IDisposable
{
    private const float Step = 1e-4f;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_membranes_of_a_network_written_by_hand_are_those_computed_by_hand()
    {
        // τ = 2 dt: v[t] = v[t−1]/2 + (r·I + v_leak)/2. Neuron 0: I = 2·1 + 0.5, r = 1, no leak: 1.25 a step. Neuron 1:
        // I = −1 + 1, r = 3, v_leak = 0.5: 0.25 a step.
        RealNetwork network = Read(
            Some.Graph(
                ("input", Some.Port("Input", 2)),
                (
                    "fc",
                    Some.Affine(
                        new float[,]
                        {
                            { 2, 4 },
                            { -1, 7 },
                        },
                        0.5f,
                        1
                    )
                ),
                ("lif", Some.Lif([2 * Step, 2 * Step], [1, 3], [0, 0.5f], [2, 2], [0, 0])),
                ("output", Some.Port("Output", 2))
            )
        );
        // Neuron 0: 1.25, 1.875, 2.1875 > 2: spike, 0, again. Neuron 1: 0.25, 0.375, 0.4375, 0.46875, …
        float[] expected = [1.25f, 0.25f, 1.875f, 0.375f, 2.1875f, 0.4375f, 1.25f, 0.46875f, 1.875f, 0.484375f];
        float[] found = MembraneRecorder.Record(network, [255, 0])[0];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-6f);
        }
        SpikeRecording recording = SpikeRecorder.Record(network, [255, 0]);
        Assert.Equal([2, 5, 8, 11, 14, 17, 20, 23], recording.Spikes(0).Select(it => it.Step));
        Assert.All(recording.Spikes(0), it => Assert.Equal(0, it.Neuron));
    }

    [Fact]
    public void Reset_potentials_and_thresholds_that_differ_by_neuron_are_kept()
    {
        // Neuron 0: from −1 by (3 − v)/4 to above 0.5: v = −1, 0, 0.75 spike. Neuron 1 has half of everything of neuron 0.
        RealNetwork network = Read(
            Some.Graph(
                ("input", Some.Port("Input", 1)),
                (
                    "fc",
                    Some.Affine(
                        new float[,]
                        {
                            { 3 },
                            { 1.5f },
                        },
                        0,
                        0
                    )
                ),
                ("lif", Some.Lif([4 * Step, 4 * Step], [1, 1], [0, 0], [0.5f, 0.25f], [-1, -0.5f])),
                ("output", Some.Port("Output", 2))
            )
        );
        SpikeRecording recording = SpikeRecorder.Record(network, [255]);
        Assert.Equal([1, 1, 3, 3, 5, 5], recording.Spikes(0).Select(it => it.Step).Take(6));
    }

    [Fact]
    public void Linear_flatten_if_and_li_nodes_and_numbers_of_other_types_are_read()
    {
        RealNetwork network = Read(
            Some.Graph(
                ("input", Some.Port("Input", 1, 2)),
                (
                    "flatten",
                    new H5Group
                    {
                        ["type"] = "Flatten",
                        ["start_dim"] = 1L,
                        ["end_dim"] = -1L,
                        ["input_type"] = new long[] { 1, 2 },
                    }
                ),
                (
                    "fc1",
                    new H5Group
                    {
                        ["type"] = "Linear",
                        ["weight"] = new double[,]
                        {
                            { 1, 0 },
                        },
                    }
                ),
                (
                    "if",
                    new H5Group
                    {
                        ["type"] = "IF",
                        ["r"] = new double[] { 1 },
                        ["v_threshold"] = new double[] { 1.5 },
                    }
                ),
                (
                    "fc2",
                    Some.Affine(
                        new float[,]
                        {
                            { 1 },
                            { 2 },
                        },
                        0,
                        0
                    )
                ),
                (
                    "li",
                    new H5Group
                    {
                        ["type"] = "LI",
                        ["tau"] = new[] { 2 * Step },
                        ["r"] = new int[] { 1, 1 },
                        ["v_leak"] = new float[2],
                    }
                ),
                ("out", Some.Port("Output", 2))
            )
        );
        Assert.Equal([NeuronKind.If, NeuronKind.Lif], network.Spec.Layers.Select(it => it.Lif.Kind));
        Assert.Equal([ResetKind.Zero, ResetKind.None], network.Spec.Layers.Select(it => it.Lif.Reset));
        SpikeRecording recording = SpikeRecorder.Record(network, [255, 9]);
        Assert.Equal([1, 3, 5, 7], recording.Spikes(0).Select(it => it.Step).Take(4));
        Assert.Empty(recording.Spikes(1));
    }

    [Fact]
    public void Pixels_become_the_numbers_that_the_network_was_trained_with()
    {
        H5File file = Some.Graph(
            ("input", Some.Port("Input", 2)),
            (
                "fc",
                Some.Affine(
                    new float[,]
                    {
                        { 2, 4 },
                    },
                    1
                )
            ),
            ("lif", Some.Lif([2 * Step], [2], [0], [1000], null)),
            ("output", Some.Port("Output", 1))
        );
        // Black is −0.5 and white 2: 2·2 + 4·(−0.5) + 1 = 3 a step, before decay.
        RealNetwork network = Read(file, new NirImportOptions { White = 2, Black = -0.5 });
        Assert.Equal(3, Membranes(network, [255, 0], 1)[0][0], 1e-5f);
        Assert.Equal(-2, Membranes(network, [0, 0], 1)[0][0], 1e-5f);
        // dt/τ = 3/4: 3/4·2·3, then a quarter of that and as much again.
        network = Read(file, new NirImportOptions { TimeStep = 1.5 * Step, Steps = 3 });
        Assert.Equal(0.25, network.Spec.Layers[0].Lif.Beta, 1e-6);
        Assert.Equal(4.5f, Membranes(network, [255, 0], 3)[0][0], 1e-4f);
        Assert.Equal(5.625f, Membranes(network, [255, 0], 3)[1][0], 1e-4f);
    }

    [Fact]
    public void A_neuron_without_memory_and_a_threshold_equal_to_the_reset_are_neurons()
    {
        // τ is a step: v = r·I, whatever it was before. 2·1 − 1 + 0.5 is above 0, which is threshold and reset; −1 is not.
        RealNetwork network = Read(
            Some.Graph(
                ("input", Some.Port("Input", 2)),
                (
                    "fc",
                    Some.Affine(
                        new float[,]
                        {
                            { 2, -1 },
                            { -1, 0 },
                            { 0, 0 },
                        },
                        0.5f,
                        0,
                        0
                    )
                ),
                ("lif", Some.Lif([Step, Step, Step], [1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0])),
                ("output", Some.Port("Output", 3))
            ),
            new NirImportOptions { Steps = 4 }
        );
        Assert.Equal((0, 0), (network.Spec.Layers[0].Lif.Beta, network.Spec.Layers[0].Lif.Threshold));
        float[][] membranes = Membranes(network, [255, 255], 4);
        Assert.All(membranes, v => Assert.Equal([1.5f, -1, 0], v.Select(it => MathF.Round(it, 4))));
        Assert.Equal([(0, 0), (1, 0), (2, 0), (3, 0)], SpikeRecorder.Record(network, [255, 255]).Spikes(0));
        network.Save(_temp["model.hnsg"]);
        Assert.Equal(network.ToBytes(), TrainedNetwork.LoadAny(_temp["model.hnsg"]).ToBytes());
    }

    public static TheoryData<ResetKind, float[]> Resets =>
        new()
        {
            // u = v/2 + 1.25 with a threshold of 2: 1.25, 1.875, 2.1875, and then by the reset.
            { ResetKind.Zero, [1.25f, 1.875f, 2.1875f, 1.25f, 1.875f] },
            { ResetKind.Subtract, [1.25f, 1.875f, 2.1875f, 1.34375f, 1.921875f] },
            // 2.1875/2 + 1.25 − 2.
            { ResetKind.DelayedSubtract, [1.25f, 1.875f, 2.1875f, 0.34375f, 1.421875f] },
        };

    [Theory, MemberData(nameof(Resets))]
    public void A_spike_does_what_the_reset_says(ResetKind reset, float[] expected)
    {
        RealNetwork network = Read(Usual(), new NirImportOptions { Reset = reset });
        Assert.Equal(reset, network.Spec.Layers[0].Lif.Reset);
        Assert.Equal(expected, Membranes(network, [255, 0], 5).Select(it => MathF.Round(it[0], 6)));
    }

    [Fact]
    public void What_was_assumed_is_told_and_a_reset_that_nobody_named_is_noticed()
    {
        Usual().Write(_temp["net.nir"]);
        NirImported imported = NirImport.Read(_temp["net.nir"]);
        Assert.Contains("--reset delayed-subtract", imported.Notice, StringComparison.Ordinal);
        Assert.Equal(
            new NirAssumptions
            {
                TimeStep = 1e-4,
                TimeStepSource = NirSource.Default,
                Reset = ResetKind.Zero,
                ResetSource = NirSource.Default,
                InputRange = (0, 1),
            },
            imported.Assumptions
        );
        imported = NirImport.Read(
            _temp["net.nir"],
            new NirImportOptions
            {
                TimeStep = 5e-5,
                Reset = ResetKind.Subtract,
                Encoding = InputEncoding.Rate,
            }
        );
        Assert.Null(imported.Notice);
        Assert.Equal(
            (5e-5, NirSource.Option, ResetKind.Subtract, NirSource.Option, null),
            (
                imported.Assumptions.TimeStep,
                imported.Assumptions.TimeStepSource,
                imported.Assumptions.Reset,
                imported.Assumptions.ResetSource,
                imported.Assumptions.InputRange
            )
        );
        // A reset of its own and a step are in the file.
        H5File file = Usual();
        ((H5Group)file["node"])["metadata"] = new H5Group { ["dt"] = new[] { 5e-5 } };
        ((H5Group)((H5Group)((H5Group)file["node"])["nodes"])["lif"])["v_reset"] = new float[] { 0.5f };
        file.Write(_temp["net.nir"]);
        imported = NirImport.Read(_temp["net.nir"]);
        Assert.Null(imported.Notice);
        Assert.Equal(
            (5e-5, NirSource.File, NirSource.File),
            (imported.Assumptions.TimeStep, imported.Assumptions.TimeStepSource, imported.Assumptions.ResetSource)
        );
        Assert.Contains(
            "v_reset: it is 0.5 for neuron 0",
            Assert
                .Throws<InputException>(() =>
                    NirImport.Read(_temp["net.nir"], new NirImportOptions { Reset = ResetKind.DelayedSubtract })
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<OptionException>(() =>
            NirImport.Read(_temp["net.nir"], new NirImportOptions { Reset = ResetKind.None })
        );
    }

    [Fact]
    public void Real_membranes_need_no_room_in_integers()
    {
        RealNetwork network = Read(
            Some.Graph(
                ("input", Some.Port("Input", 40_000)),
                ("fc", Some.Affine(new float[1, 40_000], 1)),
                (
                    "if",
                    new H5Group
                    {
                        ["type"] = "IF",
                        ["r"] = new float[] { 1 },
                        ["v_threshold"] = new float[] { 900 },
                    }
                ),
                ("output", Some.Port("Output", 1))
            ),
            new NirImportOptions { Steps = 1000, Reset = ResetKind.Subtract }
        );
        Assert.Equal([(900, 0)], SpikeRecorder.Record(network, new byte[40_000]).Spikes(0));
        network.Save(_temp["model.hnsg"]);
        Assert.Equal(network.Spec.Steps, TrainedNetwork.LoadAny(_temp["model.hnsg"]).Spec.Steps);
    }

    [Fact]
    public void The_size_of_the_pictures_is_told_by_shapes()
    {
        (int?, int?) Size(params long[] shape)
        {
            H5File file = Some.Graph(
                ("input", Some.Port("Input", shape)),
                ("fc", Some.Affine(new float[1, 6], 0)),
                ("lif", Some.Lif([2 * Step], [1], [0], [1], null)),
                ("output", Some.Port("Output", 1))
            );
            ModelMetadata metadata = Read(file).Metadata;
            return (metadata.Width, metadata.Height);
        }
        Assert.Equal((3, 2), Size(2, 3));
        Assert.Equal((2, 3), Size(1, 3, 2));
        Assert.Equal((null, null), Size(6));
    }

    [Fact]
    public void It_can_be_saved_and_loaded_with_bias_and_decay()
    {
        RealNetwork network = Read(Usual(tau: 3 * Step));
        Assert.Equal(2.0 / 3, network.Spec.Layers[0].Lif.Beta, 1e-6);
        network.Save(_temp["model.hnsg"]);
        RealNetwork loaded = Assert.IsType<RealNetwork>(TrainedNetwork.LoadAny(_temp["model.hnsg"]));
        Assert.Equal(network.ToBytes(), loaded.ToBytes());
        Assert.Equal(network.Spec.Layers[0].Lif, loaded.Spec.Layers[0].Lif);
        Assert.Equal(network.Weights[0].Bias!.Value.ToArray(), loaded.Weights[0].Bias!.Value.ToArray());
        Assert.Equal(Membranes(network, [200, 100], 9), Membranes(loaded, [200, 100], 9));
    }

    public static TheoryData<string, string> Damage =>
        new()
        {
            { "no node", "/node: this group is missing" },
            { "type", "'Graph', but a NIRGraph is needed" },
            { "no edges", "/node/edges: this data set is missing" },
            { "edge shape", "it should be strings of shape (edges, 2), but has shape (1, 3)" },
            { "edge name", "names a node that does not exist" },
            { "loop", "only networks whose nodes form a single chain" },
            { "branch", "fc: it leads to" },
            { "lonely", "lonely is not on the way" },
            { "end", "nothing follows it" },
            { "no input", "there are 0 nodes of type Input" },
            { "no tau", "/node/nodes/lif/tau: this data set is missing" },
            { "tau shape", "it has shape (2), but (1) is needed" },
            { "tau differs", "all neurons of a layer must decay alike" },
            { "tau short", "which is shorter than a time step" },
            { "tau zero", "which is shorter than a time step" },
            { "tau nan", "which is not finite" },
            { "tau text", "it must be numbers" },
            { "threshold", "below its v_reset of 3" },
            { "weight shape", "(neurons, inputs) is needed" },
            { "bias shape", "/node/nodes/fc/bias: it has shape (3), but (1) is needed" },
            { "no neurons", "no neurons follow it" },
            { "two maps", "'Affine' is here, but LIF, IF or LI is needed" },
            { "conv", "'Conv2d' is here, but Affine or Linear is needed" },
            { "cuba", "'CubaLIF' is here, but LIF, IF or LI is needed" },
            { "widths", "it takes 2 inputs, but the layer before it has 1 neurons" },
            { "input shape", "/node/nodes/fc/weight: it takes 2 inputs, but the Input has 3" },
            { "output shape", "/node/nodes/output/shape: it is (1, 4), 4 in total, but the network has 1" },
            { "flatten shape", "/node/nodes/flatten/input_type: it is (2, 2), 4 in total, but the network has 2" },
            { "no size", "/node/nodes/input/shape: -2 is not a possible size" },
            { "thresholds differ", "that of neuron 0 equals its v_reset, but those of others do not" },
            { "control characters", "/node/nodes/fc/type: '\\u001b[31mred\\u001b[0m' is here" },
            { "dt", "/node/metadata/dt: 0 is not greater than 0" },
            { "empty", "there are no neurons" },
        };

    [Theory, MemberData(nameof(Damage))]
    public void What_cannot_be_read_is_told_with_its_place(string damage, string message)
    {
        H5File file = Damaged(damage);
        InputException error = Assert.Throws<InputException>(() => Read(file));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(_temp["net.nir"], error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0, 1), InlineData(1, 0), InlineData(1001, 1), InlineData(1, double.NaN)]
    public void Options_out_of_range_are_told(int steps, double white) =>
        Assert.Throws<OptionException>(() =>
            NirImport.Read(_temp["none.nir"], new NirImportOptions { Steps = steps, White = white })
        );

    [Fact]
    public void Damaged_files_give_an_error_of_the_file_and_nothing_else()
    {
        Usual().Write(_temp["net.nir"]);
        byte[] bytes = File.ReadAllBytes(_temp["net.nir"]);
        var random = new Random(5);
        for (int n = 0; n < 400; n++)
        {
            byte[] damaged = [.. bytes];
            for (int change = 0; change <= n % 3; change++)
            {
                damaged[random.Next(n % 2 == 0 ? 300 : bytes.Length)] = (byte)random.Next(256);
            }
            File.WriteAllBytes(_temp["net.nir"], n % 7 == 0 ? damaged[..random.Next(bytes.Length)] : damaged);
            try
            {
                NirImport.Read(_temp["net.nir"]);
            }
            catch (InputException error)
            {
                Assert.StartsWith(_temp["net.nir"], error.Message, StringComparison.Ordinal);
            }
        }
        Assert.Contains(
            "there is no such file",
            Assert.Throws<InputException>(() => NirImport.Read(_temp["none.nir"])).Message,
            StringComparison.Ordinal
        );
    }

    private static H5File Usual(float tau = 2 * Step) =>
        Some.Graph(
            ("input", Some.Port("Input", 2)),
            (
                "fc",
                Some.Affine(
                    new float[,]
                    {
                        { 2, 4 },
                    },
                    0.5f
                )
            ),
            ("lif", Some.Lif([tau], [1], [0], [2], [0])),
            ("output", Some.Port("Output", 1))
        );

    private static H5File Damaged(string damage)
    {
        H5File file = Usual();
        var graph = (H5Group)file["node"];
        var nodes = (H5Group)graph["nodes"];
        var map = (H5Group)nodes["fc"];
        var lif = (H5Group)nodes["lif"];
        string[,] edges = (string[,])graph["edges"];
        switch (damage)
        {
            case "no node":
                return new H5File { ["version"] = "1.0.6" };
            case "type":
                graph["type"] = "Graph";
                break;
            case "no edges":
                graph.Remove("edges");
                break;
            case "edge shape":
                graph["edges"] = new string[,]
                {
                    { "input", "fc", "lif" },
                };
                break;
            case "edge name":
                edges[1, 1] = "lif2";
                break;
            case "loop":
                edges[2, 1] = "fc";
                break;
            case "branch":
                graph["edges"] = new string[,]
                {
                    { "input", "fc" },
                    { "fc", "lif" },
                    { "fc", "output" },
                    { "lif", "output" },
                };
                break;
            case "lonely":
                nodes["lonely"] = Some.Affine(
                    new float[,]
                    {
                        { 1 },
                    },
                    0
                );
                break;
            case "end":
                graph["edges"] = new string[,]
                {
                    { "input", "fc" },
                    { "fc", "lif" },
                };
                break;
            case "no input":
                nodes["input"] = Some.Port("Output", 2);
                break;
            case "no tau":
                lif.Remove("tau");
                break;
            case "tau shape":
                lif["tau"] = new float[] { 1, 1 };
                break;
            case "tau differs":
                return Some.Graph(
                    ("input", Some.Port("Input", 1)),
                    (
                        "fc",
                        Some.Affine(
                            new float[,]
                            {
                                { 1 },
                                { 2 },
                            },
                            0,
                            0
                        )
                    ),
                    ("lif", Some.Lif([Step, 2 * Step], [1, 1], [0, 0], [1, 1], null)),
                    ("output", Some.Port("Output", 2))
                );
            case "tau short":
                lif["tau"] = new[] { Step / 2 };
                break;
            case "tau zero":
                lif["tau"] = new float[1];
                break;
            case "tau nan":
                lif["tau"] = new[] { float.NaN };
                break;
            case "tau text":
                lif["tau"] = new[] { "long" };
                break;
            case "threshold":
                lif["v_reset"] = new float[] { 3 };
                break;
            case "weight shape":
                map["weight"] = new float[] { 1, 2 };
                break;
            case "bias shape":
                map["bias"] = new float[3];
                break;
            case "no neurons":
                return Some.Graph(("input", Some.Port("Input", 2)), ("fc", map), ("output", Some.Port("Output", 1)));
            case "two maps":
                return Some.Graph(
                    ("input", Some.Port("Input", 2)),
                    ("fc", map),
                    (
                        "fc2",
                        Some.Affine(
                            new float[,]
                            {
                                { 1 },
                            },
                            0
                        )
                    ),
                    ("output", Some.Port("Output", 1))
                );
            case "conv":
                map["type"] = "Conv2d";
                break;
            case "cuba":
                lif["type"] = "CubaLIF";
                break;
            case "widths":
                return Some.Graph(
                    ("input", Some.Port("Input", 2)),
                    ("fc", map),
                    ("lif", lif),
                    (
                        "fc2",
                        Some.Affine(
                            new float[,]
                            {
                                { 1, 2 },
                            },
                            0
                        )
                    ),
                    ("lif2", Some.Lif([Step], [1], [0], [1], null)),
                    ("output", Some.Port("Output", 1))
                );
            case "input shape":
                nodes["input"] = Some.Port("Input", 3);
                break;
            case "output shape":
                nodes["output"] = Some.Port("Output", 1, 4);
                break;
            case "flatten shape":
                return Some.Graph(
                    ("input", Some.Port("Input", 2)),
                    ("flatten", new H5Group { ["type"] = "Flatten", ["input_type"] = new long[] { 2, 2 } }),
                    ("fc", map),
                    ("lif", lif),
                    ("output", Some.Port("Output", 1))
                );
            case "no size":
                nodes["input"] = Some.Port("Input", -2);
                break;
            case "thresholds differ":
                return Some.Graph(
                    ("input", Some.Port("Input", 1)),
                    ("fc", Some.Affine(new float[2, 1], 0, 0)),
                    ("lif", Some.Lif([Step, Step], [1, 1], [0, 0], [0, 1], null)),
                    ("output", Some.Port("Output", 2))
                );
            case "control characters":
                map["type"] = "\u001b[31mred\u001b[0m";
                break;
            case "dt":
                graph["metadata"] = new H5Group { ["dt"] = 0.0 };
                break;
            default:
                return Some.Graph(("input", Some.Port("Input", 2)), ("output", Some.Port("Output", 2)));
        }
        return file;
    }

    private RealNetwork Read(H5File file, NirImportOptions? options = null)
    {
        file.Write(_temp["net.nir"]);
        return Assert.IsType<RealNetwork>(NirImport.Read(_temp["net.nir"], options).Network);
    }

    private static float[][] Membranes(RealNetwork network, byte[] pixels, int steps) =>
        [.. MembraneRecorder.Record(network, pixels)[^1].Chunk(network.Spec.Classes).Take(steps)];
}
