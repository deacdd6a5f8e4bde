using System.Security.Cryptography;
using Hnsg.Data;
using Hnsg.Export.Onnx;
using Hnsg.Export.Verification;
using Hnsg.Files;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Export.Tests.Onnx;

/// <summary>Exported ONNX, checked and run by ONNX's own tools.</summary>
public sealed class OnnxExportTests : IDisposable
{
    private static readonly OnnxExportOptions Spikes = new() { Spikes = true };

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("direct"), InlineData("rate"), InlineData("deep"), InlineData("single"), InlineData("read-out")]
    [InlineData("zero"), InlineData("delayed"), InlineData("binomial"), InlineData("uniform"), InlineData("wide")]
    public void In_onnx_runtime_it_gives_every_spike(string name)
    {
        HiddenNetwork network = SomeNetwork.Named(name);
        using var program = new OrtProgram(OnnxExport.ToBytes(network, Spikes), network.Spec);
        Assert.True(program.TellsSpikes);
        Assert.Null(Verify(network, program, Some.Samples(network)));
    }

    [Fact]
    public void Sums_that_float32_cannot_hold_are_exact()
    {
        // 255 · 8 · 9,000 is more than 2^24.
        NetworkSpec spec = SomeNetwork.Named("wide").Spec with
        {
            Encoding = InputEncoding.Direct,
        };
        HiddenNetwork network = SomeNetwork.Of(spec);
        using var program = new OrtProgram(OnnxExport.ToBytes(network, Spikes), spec);
        Assert.Null(Verify(network, program, Some.Samples(network, 10)));
    }

    [Theory, InlineData(1), InlineData(7), InlineData(64)]
    public void Any_number_of_pictures_is_answered_with_votes_and_class(int batch)
    {
        HiddenNetwork network = SomeNetwork.Named("rate");
        using var program = new OrtProgram(OnnxExport.ToBytes(network), network.Spec, batch);
        Assert.Equal(["votes", "class"], program.Outputs);
        Assert.Null(Verify(network, program, Some.Samples(network)));
    }

    [Fact]
    public void Planted_errors_of_one_bit_are_found()
    {
        byte[] bytes = OnnxExport.ToBytes(SomeNetwork.Small, Spikes);
        foreach (
            (string tensor, int at, byte bit) in ((string, int, byte)[])
                [
                    ("kept0", 3, 1),
                    ("kept1", 3, 1),
                    ("threshold0", 1, 1),
                    ("threshold1", 1, 1),
                    ("decay0", 0, 2),
                    ("decay1", 0, 2),
                ]
        )
        {
            byte[] changed = [.. bytes];
            changed[Raw(bytes, tensor) + at] ^= bit;
            using var program = new OrtProgram(changed, SomeNetwork.Small.Spec);
            ExportDifference? difference = Verify(SomeNetwork.Small, program, Some.Samples(SomeNetwork.Small, 256));
            Assert.Matches(
                "^probe picture .*(, step .*, layer .*, neuron .* spikes|with the same votes)",
                difference?.ToString() ?? $"none of {tensor}"
            );
        }
    }

    [Fact]
    public void The_checker_of_onnx_accepts_it()
    {
        string python = Tool.NeedPython("onnx", "python3-onnx");
        foreach (string name in (string[])["direct", "deep", "read-out", "delayed", "zero"])
        {
            OnnxExport.Write(SomeNetwork.Named(name), _temp["net.onnx"], Spikes);
            string output = Tool.Succeed(
                _temp.Path,
                python,
                "-c",
                """
                import onnx
                model = onnx.load("net.onnx")
                onnx.checker.check_model(model, full_check=True)
                print(model.producer_name, model.opset_import[0].version, model.metadata_props[0].key)
                """
            );
            Assert.Equal("hnsg 17 hnsg.model", output.Trim());
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_first_version()
    {
        byte[] bytes = OnnxExport.ToBytes(SomeNetwork.Small);
        Assert.Equal(bytes, OnnxExport.ToBytes(SomeNetwork.Small));
        Assert.Equal("8301ffd218e908381ea69625fae9e8cb", Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]);
    }

    [Fact]
    public void Networks_that_it_cannot_say_are_refused()
    {
        NetworkSpec spec = SomeNetwork.Small.Spec with { Encoding = InputEncoding.Delta };
        Assert.Contains(
            "exporting to ONNX needs",
            Assert.Throws<InputException>(() => OnnxExport.ToBytes(SomeNetwork.Of(spec))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "an order of its own",
            Assert.Throws<InputException>(() => OnnxExport.ToBytes(SomeNetwork.Real("direct"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void All_test_samples_of_mnist_get_the_same_votes_and_spikes()
    {
        string? models = Environment.GetEnvironmentVariable("HNSG_MODELS");
        Assert.SkipWhen(
            models is null,
            "HNSG_MODELS names no model files (separated by colons); HNSG_DATA needs mnist too."
        );
        SampleSet samples = Datasets.Load("mnist", cancellation: TestContext.Current.CancellationToken).Test;
        foreach (string path in models.Split(':'))
        {
            HiddenNetwork network = HiddenNetwork.Load(path);
            using var program = new OrtProgram(OnnxExport.ToBytes(network, Spikes), network.Spec, 100);
            Assert.Null(Verify(network, program, [.. VerifySample.Of(samples, samples.Count)]));
        }
    }

    private static ExportDifference? Verify(
        HiddenNetwork network,
        OrtProgram program,
        IReadOnlyList<VerifySample> samples
    ) => ExportVerifier.Run(network, program, samples, cancellation: TestContext.Current.CancellationToken);

    // Where the content of a tensor begins: after its name, the field's tag, and a length of one or two bytes.
    private static int Raw(byte[] bytes, string tensor)
    {
        byte[] name = [.. System.Text.Encoding.ASCII.GetBytes(tensor), 0x4A];
        int at = bytes.AsSpan().LastIndexOf(name) + name.Length;
        return at + (bytes[at] < 0x80 ? 1 : 2);
    }
}
