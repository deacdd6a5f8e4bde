using Hnsg.Export.C;
using Hnsg.Export.Verification;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Export.Tests.C;

/// <summary>Exported C, compiled and run beside the library.</summary>
[Collection("C compiler flags")]
public sealed class CExportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    /// <summary>Every encoding, reset, kind of weight, form of mask, and steps around the eight of a byte.</summary>
    public static TheoryData<string, ExportedWeights, CMasks> Networks =>
        new()
        {
            { "direct", ExportedWeights.Generate, CMasks.Compressed },
            { "direct", ExportedWeights.Table, CMasks.Flat },
            { "rate", ExportedWeights.Generate, CMasks.Flat },
            { "rate", ExportedWeights.Table, CMasks.Compressed },
            { "deep", ExportedWeights.Generate, CMasks.Auto },
            { "single", ExportedWeights.Table, CMasks.Auto },
            { "read-out", ExportedWeights.Generate, CMasks.Auto },
            { "zero", ExportedWeights.Generate, CMasks.Flat },
            { "delayed", ExportedWeights.Generate, CMasks.Compressed },
            { "binomial", ExportedWeights.Generate, CMasks.Compressed },
            { "uniform", ExportedWeights.Generate, CMasks.Flat },
            { "uniform", ExportedWeights.Table, CMasks.Compressed },
            { "wide", ExportedWeights.Table, CMasks.Flat },
        };

    [Theory, MemberData(nameof(Networks))]
    public void Compiled_with_sanitizers_it_gives_every_spike(string name, ExportedWeights weights, CMasks masks)
    {
        Tool.Need("gcc", "gcc libc6-dev");
        HiddenNetwork network = SomeNetwork.Named(name);
        CExport.Write(
            network,
            _temp["c"],
            Some.Golden(network),
            new CExportOptions
            {
                Name = "net_1",
                Weights = weights,
                Masks = masks,
            }
        );
        Assert.Null(Verify(network, "-O1 -fsanitize=address,undefined -fno-sanitize-recover=all"));
    }

    [Theory, InlineData("-O0"), InlineData("-O3")]
    public void It_gives_every_spike_however_it_is_compiled(string flags)
    {
        Tool.Need("gcc", "gcc libc6-dev");
        CExport.Write(SomeNetwork.Small, _temp["c"], Some.Golden(SomeNetwork.Small));
        Assert.Null(Verify(SomeNetwork.Small, flags));
    }

    [Fact]
    public void The_self_test_passes_and_fails_when_a_threshold_is_changed()
    {
        Tool.Need("gcc", "gcc libc6-dev");
        Tool.Need("make", "make");
        CExport.Write(SomeNetwork.Small, _temp["c"], Some.Golden(SomeNetwork.Small));
        Assert.Contains("passed", Tool.Succeed(_temp["c"], "make", "check"), StringComparison.Ordinal);
        Plant(SomeNetwork.Small.Spec.Threshold(0).ToString(), (SomeNetwork.Small.Spec.Threshold(0) ^ 64).ToString());
        (int code, string output) = Tool.Run(_temp["c"], "make", "check");
        Assert.NotEqual(0, code);
        Assert.Contains("FAILED", output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_emulated_cortex_m3_and_m4_a_hundred_samples_are_the_same()
    {
        Tool.Need("arm-none-eabi-gcc", "gcc-arm-none-eabi");
        Tool.Need("qemu-system-arm", "qemu-system-arm");
        CExport.Write(SomeNetwork.Tiny, _temp["c"], Some.Golden(SomeNetwork.Tiny, 100));
        string output = Tool.Succeed(_temp["c"], "make", "qemu");
        Assert.Equal(2, output.Split("passed: all golden samples").Length - 1);
        int threshold = SomeNetwork.Tiny.Spec.Threshold(0);
        Plant($" {threshold},", $" {threshold + 1},");
        Assert.NotEqual(0, Tool.Run(_temp["c"], "make", "qemu").Code);
    }

    [Theory, InlineData(ExportedWeights.Generate), InlineData(ExportedWeights.Table)]
    public void Tiny_with_all_code_fits_24_kilobytes_of_flash_and_8_of_memory(ExportedWeights weights)
    {
        Tool.Need("arm-none-eabi-gcc", "gcc-arm-none-eabi");
        CReport report = CExport.Write(
            SomeNetwork.Tiny,
            _temp["c"],
            Some.Golden(SomeNetwork.Tiny, 1),
            new CExportOptions { Weights = weights }
        );
        string[] size = Tool.Succeed(_temp["c"], "make", "firmware")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        int flash = int.Parse(size[0]) + int.Parse(size[1]);
        int memory = int.Parse(size[1]) + int.Parse(size[2]);
        Assert.InRange(flash, report.MaskBytes, 24 * 1024);
        Assert.InRange(memory, report.StateBytes, 8 * 1024);
        // What the report says is what is needed: the rest is the start, the main and the picture.
        Assert.InRange(flash - report.FlashBytes, 0, 600);
        Assert.Equal(784 + report.StateBytes, memory);
    }

    [Fact]
    public void Planted_errors_of_one_bit_are_found_where_they_first_matter()
    {
        Tool.Need("gcc", "gcc libc6-dev");
        HiddenNetwork network = SomeNetwork.Small;
        foreach (CMasks masks in (CMasks[])[CMasks.Flat, CMasks.Compressed])
        {
            foreach ((string before, string after) in Errors(network, masks))
            {
                CExport.Write(network, _temp["c"], Some.Golden(network), new CExportOptions { Masks = masks });
                Plant(before, after);
                ExportDifference? difference = Verify(network, "-O1", 256);
                // A changed output membrane may show first in the choice between classes of as many votes.
                Assert.Matches(
                    "^probe picture .*(, step .*, layer .*, neuron .* spikes|with the same votes)",
                    $"{difference}"
                );
            }
        }
    }

    // A bit of the mask, of the threshold, of the decay, of both layers.
    private IEnumerable<(string Before, string After)> Errors(HiddenNetwork network, CMasks masks)
    {
        CExport.Write(network, _temp["c"], Some.Golden(network), new CExportOptions { Masks = masks });
        string[] source = File.ReadAllLines(_temp["c/hnsg.c"]);
        for (int layer = 0; layer < 2; layer++)
        {
            int mask = Array.FindIndex(source, line => line.Contains($" mask{layer}[", StringComparison.Ordinal));
            string word = source[mask + 1].Trim()[..10];
            yield return (word, $"0x{Convert.ToUInt32(word, 16) ^ 0x10:x8}");
            int threshold = network.Spec.Threshold(layer);
            yield return ($" {threshold}, mask{layer}", $" {threshold ^ 256}, mask{layer}");
            string sizes = $" {network.Spec.FanIn(layer)}, {network.Spec.Layers[layer].Neurons}, ";
            yield return ($"{sizes}3", $"{sizes}2");
        }
    }

    [Fact]
    public void A_name_that_is_none_and_a_folder_of_other_things_are_refused()
    {
        IReadOnlyList<GoldenSample> golden = Some.Golden(SomeNetwork.Small);
        foreach (string name in (string[])["", "1a", "a-b", "A", "a b", "ä", new string('a', 41)])
        {
            Assert.Throws<OptionException>(() =>
                CExport.Write(SomeNetwork.Small, _temp["c"], golden, new CExportOptions { Name = name })
            );
        }
        File.WriteAllText(_temp["precious.txt"], "mine");
        Assert.Throws<InputException>(() => CExport.Write(SomeNetwork.Small, _temp.Path, golden));
        Assert.Equal(["precious.txt"], Directory.GetFileSystemEntries(_temp.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void What_is_written_is_the_golden_file()
    {
        HiddenNetwork network = SomeNetwork.Of(
            SomeNetwork.Spec(20, (8, 0.1, ResetKind.Subtract), (3, 1, ResetKind.Zero))
        );
        CExport.Write(network, _temp["c"], Some.Golden(network));
        GoldenFile.Check("C/Golden/hnsg.c.golden", _temp["c/hnsg.c"]);
        GoldenFile.Check("C/Golden/hnsg.h.golden", _temp["c/hnsg.h"]);
    }

    private void Plant(string before, string after)
    {
        string source = File.ReadAllText(_temp["c/hnsg.c"]);
        int at = source.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{before}' is not in the source");
        File.WriteAllText(_temp["c/hnsg.c"], source[..at] + after + source[(at + before.Length)..]);
    }

    private ExportDifference? Verify(HiddenNetwork network, string flags, int samples = 64)
    {
        Environment.SetEnvironmentVariable("CFLAGS", flags);
        try
        {
            using var program = new CProgram(_temp["c"], ExportManifest.Read(_temp["c"]), network.Spec);
            return ExportVerifier.Run(network, program, Some.Samples(network, samples));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CFLAGS", null);
        }
    }
}
