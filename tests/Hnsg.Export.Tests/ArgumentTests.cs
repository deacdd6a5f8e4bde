using Hnsg.Export.C;
using Hnsg.Export.Onnx;
using Hnsg.Export.Tests.Onnx;
using Hnsg.Export.Verification;
using Hnsg.Export.Verilog;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Export.Tests;

/// <summary>What cannot be exported or verified is refused before a file is written or a program started.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private static HiddenNetwork Network => SomeNetwork.Small;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Samples_of_another_network_are_no_golden_ones()
    {
        GoldenSample good = Some.Golden(Network)[0];
        HiddenNetwork longer = SomeNetwork.Of(Network.Spec with { Steps = Network.Spec.Steps + 1 });
        IReadOnlyList<GoldenSample>[] bad =
        [
            [],
            [good, null!],
            [good with { Recording = null! }],
            [good with { Sample = -1 }],
            [good with { Pixels = good.Pixels[1..] }],
            [good with { Recording = Some.Golden(longer)[0].Recording }],
        ];
        foreach (IReadOnlyList<GoldenSample> golden in bad)
        {
            Assert.ThrowsAny<ArgumentException>(() => CExport.Write(Network, _temp["c"], golden));
            Assert.ThrowsAny<ArgumentException>(() => VerilogExport.Write(Network, _temp["v"], golden));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temp.Path));
    }

    [Fact]
    public void Choices_that_there_are_not_are_refused()
    {
        IReadOnlyList<GoldenSample> golden = Some.Golden(Network);
        (string Option, Action Call)[] calls =
        [
            ("weights", () => Write(new CExportOptions { Weights = (ExportedWeights)2 })),
            ("masks", () => Write(new CExportOptions { Masks = (CMasks)(-1) })),
            ("name", () => Write(new CExportOptions { Name = null! })),
            ("weights", () => WriteCore(new VerilogOptions { Weights = (ExportedWeights)2 })),
            ("lanes", () => WriteCore(new VerilogOptions { Lanes = 0 })),
            ("name", () => WriteCore(new VerilogOptions { Name = null! })),
        ];
        Assert.All(calls, it => Assert.Equal(it.Option, Assert.Throws<OptionException>(it.Call).Option));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temp.Path));

        void Write(CExportOptions options) => CExport.Write(Network, _temp["c"], golden, options);
        void WriteCore(VerilogOptions options) => VerilogExport.Write(Network, _temp["v"], golden, options);
    }

    [Fact]
    public void Samples_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => VerifySample.Probes(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerifySample.Probes(1, -1));
        Assert.Throws<ArgumentException>(() => GoldenSample.Record(Network, [(0, new byte[1])]));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            GoldenSample.Record(Network, [(-1, new byte[Network.Spec.Inputs])])
        );
        using OrtProgram program = Program();
        var small = new VerifySample("small", 0, new byte[1]);
        Assert.Throws<ArgumentException>(() => ExportVerifier.Run(Network, program, [small], null, Token));
    }

    [Fact]
    public void A_program_that_was_disposed_of_says_so()
    {
        OrtProgram program = Program();
        List<VerifySample> samples = Some.Samples(Network, 5);
        Assert.Null(ExportVerifier.Run(Network, program, samples, null, Token));
        program.Dispose();
        program.Dispose();
        var error = Assert.Throws<ObjectDisposedException>(() =>
            ExportVerifier.Run(Network, program, samples, null, Token)
        );
        Assert.Contains(nameof(OrtProgram), error.ObjectName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_at_work_refuses_another_run()
    {
        using OrtProgram program = Program();
        List<VerifySample> samples = Some.Samples(Network, 5);
        var again = new Again(() => ExportVerifier.Run(Network, program, samples));
        Assert.Throws<InvalidOperationException>(() => ExportVerifier.Run(Network, program, samples, again, Token));
        Assert.Null(ExportVerifier.Run(Network, program, samples, null, Token));
    }

    private static OrtProgram Program() => new(OnnxExport.ToBytes(Network, new() { Spikes = true }), Network.Spec);

    private sealed class Again(Action act) : IProgress<int>
    {
        public void Report(int value) => act();
    }
}
