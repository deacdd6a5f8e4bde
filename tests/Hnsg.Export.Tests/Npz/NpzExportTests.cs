using System.IO.Compression;
using System.Security.Cryptography;
using Hnsg.Engine;
using Hnsg.Export.Npz;
using Hnsg.Export.Verification;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Export.Tests.Npz;

/// <summary>Exported NumPy arrays, read and run by Python.</summary>
public sealed class NpzExportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private static string Docs => File.ReadAllText(Tool.InRepository("docs/npz.md")).ReplaceLineEndings("\n");

    [Theory]
    [InlineData("direct"), InlineData("rate"), InlineData("deep"), InlineData("single"), InlineData("read-out")]
    [InlineData("zero"), InlineData("delayed"), InlineData("binomial"), InlineData("uniform"), InlineData("wide")]
    public void Run_by_the_lines_of_the_documentation_it_gives_every_spike(string name)
    {
        Tool.NeedPython("numpy", "python3-numpy");
        HiddenNetwork network = SomeNetwork.Named(name);
        NpzExport.Write(network, _temp["net.npz"]);
        Assert.Null(Verify(network));
    }

    [Theory]
    [InlineData("direct"), InlineData("rate"), InlineData("deep"), InlineData("single"), InlineData("read-out")]
    [InlineData("zero"), InlineData("delayed"), InlineData("uniform")]
    public void A_network_of_real_weights_gives_every_spike_too(string name)
    {
        Tool.NeedPython("numpy", "python3-numpy");
        RealNetwork network = SomeNetwork.Real(name);
        NpzExport.Write(network, _temp["net.npz"]);
        Assert.Null(Verify(network));
        // Not because none does anything.
        using var recorder = new SpikeRecorder(network);
        Assert.Contains(
            Some.Samples(network),
            it => recorder.Record(it.Pixels.Span).Votes.Any(votes => votes > 0) || name == "read-out"
        );
        Assert.Equal(ExportManifest.Identity(network), NpzExport.ModelOf(_temp["net.npz"]));
    }

    [Fact]
    public void The_lines_that_verify_runs_are_those_of_the_documentation()
    {
        string lines = new Template().Fill("npz_forward.py");
        Assert.Contains($"```python\n{lines}```\n", Docs, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_documentation_runs_as_it_stands()
    {
        string python = Tool.NeedPython("numpy", "python3-numpy");
        NpzExport.Write(SomeNetwork.Small, _temp["model.npz"]);
        string[] blocks =
        [
            .. Docs.Split("```python\n").Skip(1).Select(it => it[..it.IndexOf("```", StringComparison.Ordinal)]),
        ];
        Assert.Equal(2, blocks.Length);
        VerifySample sample = Some.Samples(SomeNetwork.Small, 1)[0];
        string pixels = $"np.array([{string.Join(',', sample.Pixels.ToArray())}], np.uint8) ";
        File.WriteAllText(
            _temp["example.py"],
            $"{blocks[0]}{blocks[1].Replace("... ", pixels, StringComparison.Ordinal)}print(label, *votes)\n"
        );
        GoldenSample expected = GoldenSample.Record(SomeNetwork.Small, [(0, sample.Pixels)])[0];
        Assert.Equal(
            $"{expected.Recording.Class} {string.Join(' ', expected.Recording.Votes)}",
            Tool.Succeed(_temp.Path, python, "example.py").Trim()
        );
    }

    [Fact]
    public void Every_array_has_the_type_and_shape_of_the_documentation()
    {
        string python = Tool.NeedPython("numpy", "python3-numpy");
        HiddenNetwork network = new(SomeNetwork.Small.Spec, SomeNetwork.Small.Masks)
        {
            Metadata = new ModelMetadata { Classes = ["a", "b", "c", "d", "grün"] },
        };
        NpzExport.Write(network, _temp["net.npz"]);
        string listing = Tool.Succeed(
            _temp.Path,
            python,
            "-c",
            """
            import numpy as np
            net = np.load("net.npz", allow_pickle=False)
            for name in net.files:
                a = net[name]
                print(name, a.dtype.kind + str(a.dtype.itemsize), a.shape, ascii(a.tolist()) if a.size < 6 else int(a.sum()))
            """
        );
        int Weights(int layer) =>
            Enumerable
                .Range(0, (int)network.Masks[layer].Connections)
                .Sum(i => FrozenWeights.At(network.Spec.Weights, network.Spec.Seed, layer, i));
        Assert.Equal(
            [
                "steps i4 () 8",
                "encoding U24 () 'direct'",
                "fraction_bits i4 () 8",
                $"seed u8 () {network.Spec.Seed}",
                "weight_kind U60 () 'signed-constant'",
                $"threshold i4 (2,) [{network.Spec.Threshold(0)}, {network.Spec.Threshold(1)}]",
                "decay_shift i4 (2,) [3, 3]",
                "reset U32 (2,) ['subtract', 'subtract']",
                "keep f8 (2,) [0.2, 0.5]",
                $"scale f8 (2,) [{network.Spec.Scale(0)}, {network.Spec.Scale(1)}]",
                "classes U16 (5,) ['a', 'b', 'c', 'd', 'gr\\xfcn']",
                $"model U256 () '{ExportManifest.Identity(network)}'",
                $"weight0 i1 (64, 40) {Weights(0)}",
                $"mask0 b1 (64, 40) {network.Masks[0].Kept}",
                $"weight1 i1 (40, 5) {Weights(1)}",
                $"mask1 b1 (40, 5) {network.Masks[1].Kept}",
            ],
            listing.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public void The_bytes_are_those_of_the_first_version()
    {
        byte[] bytes = NpzExport.ToBytes(SomeNetwork.Small);
        Assert.Equal(bytes, NpzExport.ToBytes(SomeNetwork.Small));
        Assert.Equal(
            "1866402ae309e007ef1e8670b99d9af367f83807bd6f7d310507fefffb78273a",
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
        // An independent reader of zip files finds every name and checksum.
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using var content = new MemoryStream();
            entry.Open().CopyTo(content);
            Assert.Equal(entry.Length, content.Length);
        }
    }

    [Fact]
    public void Planted_errors_of_one_bit_are_found()
    {
        string python = Tool.NeedPython("numpy", "python3-numpy");
        NpzExport.Write(SomeNetwork.Small, _temp["net.npz"]);
        Tool.Succeed(
            _temp.Path,
            python,
            "-c",
            """
            import numpy as np
            def plant(name, array, at, bit):
                net = {key: value.copy() for key, value in np.load("net.npz").items()}
                net[array][at] ^= bit
                np.savez(name, **net)
            plant("0", "mask0", (3, 4), True)
            plant("1", "mask1", (3, 4), True)
            plant("2", "weight1", np.load("net.npz")["mask1"], -2)
            plant("3", "threshold", 0, 256)
            plant("4", "threshold", 1, 256)
            plant("5", "decay_shift", 0, 1)
            plant("6", "decay_shift", 1, 1)
            plant("7", "steps", (), 1)
            """
        );
        for (int error = 0; error < 8; error++)
        {
            string? difference = Verify(SomeNetwork.Small, 256, $"{error}.npz")?.ToString();
            Assert.Matches("^probe picture .*(, step .*, layer .*, neuron .* spikes|the export)", difference ?? "none");
        }
    }

    [Fact]
    public void Files_that_are_damaged_or_no_exports_are_told()
    {
        byte[] bytes = NpzExport.ToBytes(SomeNetwork.Small);
        File.WriteAllBytes(_temp["net.npz"], bytes);
        Assert.Equal(ExportManifest.Identity(SomeNetwork.Small), NpzExport.ModelOf(_temp["net.npz"]));
        File.WriteAllBytes(_temp["net.npz"], bytes[..^100]);
        Assert.Contains("damaged", Error(), StringComparison.Ordinal);
        var other = new StoredZip();
        other.Add("model.npy", "no array"u8);
        File.WriteAllBytes(_temp["net.npz"], other.ToBytes());
        Assert.Contains("did not write this file", Error(), StringComparison.Ordinal);
        File.Delete(_temp["net.npz"]);
        Assert.Contains("could not be read", Error(), StringComparison.Ordinal);
        string Error() => Assert.Throws<InputException>(() => NpzExport.ModelOf(_temp["net.npz"])).Message;
    }

    [Fact]
    public void A_program_that_stops_is_told_with_its_last_words()
    {
        Tool.NeedPython("numpy", "python3-numpy");
        byte[] bytes = NpzExport.ToBytes(SomeNetwork.Small);
        bytes[bytes.AsSpan().IndexOf("weight1.npy"u8) + 200] ^= 1;
        File.WriteAllBytes(_temp["net.npz"], bytes);
        InputException error = Assert.Throws<InputException>(() => Verify(SomeNetwork.Small));
        Assert.Contains("the program stopped with exit code 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_the_arrays_cannot_say_are_refused()
    {
        NetworkSpec spec = SomeNetwork.Small.Spec with { Encoding = InputEncoding.Latency };
        Assert.Contains(
            "exporting to NumPy needs",
            Assert.Throws<InputException>(() => NpzExport.Write(SomeNetwork.Of(spec), _temp["net.npz"])).Message,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_temp["net.npz"]));
        RealNetwork real = SomeNetwork.Real("direct");
        real = new RealNetwork(real.Spec with { Encoding = InputEncoding.Delta }, real.Method, real.Weights);
        Assert.Contains(
            "exporting real weights to NumPy needs",
            Assert.Throws<InputException>(() => NpzExport.ToBytes(real)).Message,
            StringComparison.Ordinal
        );
    }

    private ExportDifference? Verify(TrainedNetwork network, int samples = 64, string file = "net.npz")
    {
        using var program = new NpzProgram(_temp[file], network.Spec);
        return ExportVerifier.Run(network, program, Some.Samples(network, samples));
    }
}
