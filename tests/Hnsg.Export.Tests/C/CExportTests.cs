using System.Text.RegularExpressions;
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
    public void Instructions_and_cycles_of_an_image_are_counted_the_same_every_time()
    {
        Tool.Need("arm-none-eabi-gcc", "gcc-arm-none-eabi");
        Tool.Need("qemu-system-arm", "qemu-system-arm");
        CExport.Write(SomeNetwork.Small, _temp["c"], Some.Golden(SomeNetwork.Small));
        string[] first = Counts("time");
        Assert.Equal(2, first.Length);
        Assert.All(first, it => Assert.InRange(int.Parse(it), 10_000, 1_000_000));
        Assert.Equal(first, Counts("time"));
    }

    [Fact]
    public void On_a_simulated_avr_the_samples_are_the_same_and_tables_stay_in_flash()
    {
        Tool.Need("avr-gcc", "gcc-avr avr-libc");
        Tool.Need("simavr", "simavr");
        HiddenNetwork network = SomeNetwork.Named("rate");
        CReport report = CExport.Write(network, _temp["c"], Some.Golden(network));
        Assert.InRange(int.Parse(Assert.Single(Counts("avr"))), 100_000, 100_000_000);
        string[] size = Tool.Succeed(_temp["c"], "avr-size", "selftest-avr.elf")
            .Split('\n')[1]
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        string golden = Tool.Succeed(_temp["c"], "avr-nm", "-S", "selftest-avr.elf");
        Assert.DoesNotContain(" d mask", golden, StringComparison.Ordinal);
        Assert.InRange(int.Parse(size[0]), report.MaskBytes, 32 * 1024);
        Plant($" {network.Spec.Threshold(0)},", $" {network.Spec.Threshold(0) + 1000},");
        Assert.NotEqual(0, Tool.Run(_temp["c"], "make", "avr").Code);
    }

    [Theory, MemberData(nameof(Networks))]
    public void A_cpp_program_calls_it_and_it_compiles_as_cpp_too(string name, ExportedWeights weights, CMasks masks)
    {
        Tool.Need("g++", "g++");
        HiddenNetwork network = SomeNetwork.Named(name);
        CExport.Write(
            network,
            _temp["c"],
            Some.Golden(network, 1),
            new CExportOptions { Weights = weights, Masks = masks }
        );
        File.WriteAllText(
            _temp["c/caller.cpp"],
            """
            #include <cstdio>
            #include "hnsg.h"
            #include "golden.h"
            static hnsg_state state;
            int main()
            {
                hnsg_begin(&state, golden_pixels[0], golden_samples[0]);
                while (hnsg_run(&state)) {}
                std::printf("%s", hnsg_class_names[hnsg_class(&state)]);
                return hnsg_class(&state) == golden_classes[0] ? 0 : 1;
            }
            """
        );
        string[] strict = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-Wno-unused-variable"];
        Tool.Need("gcc", "gcc libc6-dev");
        Tool.Succeed(_temp["c"], "gcc", ["-std=c99", "-c", "hnsg.c", "-o", "hnsg.o"]);
        foreach (string network_ in (string[])["hnsg.o", "hnsg.c"])
        {
            Tool.Succeed(_temp["c"], "g++", [.. strict, "-std=c++98", "caller.cpp", network_, "-o", "caller"]);
            string chosen = Tool.Succeed(_temp["c"], _temp["c/caller"]);
            Assert.InRange(int.Parse(chosen), 0, network.Spec.Classes - 1);
        }
    }

    // docs/c.md says why that one stays.
    [Theory]
    [
        InlineData("direct", ExportedWeights.Generate, CMasks.Auto),
        InlineData("direct", ExportedWeights.Table, CMasks.Flat)
    ]
    [
        InlineData("rate", ExportedWeights.Table, CMasks.Compressed),
        InlineData("deep", ExportedWeights.Generate, CMasks.Flat)
    ]
    [
        InlineData("single", ExportedWeights.Table, CMasks.Auto),
        InlineData("read-out", ExportedWeights.Generate, CMasks.Auto)
    ]
    [InlineData("delayed", ExportedWeights.Generate, CMasks.Compressed)]
    [
        InlineData("binomial", ExportedWeights.Generate, CMasks.Auto),
        InlineData("uniform", ExportedWeights.Table, CMasks.Flat)
    ]
    public void Misra_has_nothing_to_say_but_what_the_documentation_says(
        string name,
        ExportedWeights weights,
        CMasks masks
    )
    {
        Tool.Need("cppcheck", "cppcheck");
        HiddenNetwork network = SomeNetwork.Named(name);
        CExport.Write(
            network,
            _temp["c"],
            Some.Golden(network),
            new CExportOptions { Weights = weights, Masks = masks }
        );
        string said = Tool.Succeed(_temp["c"], "cppcheck", "--addon=misra", "--std=c99", "--quiet", "hnsg.c");
        Assert.Empty(
            Regex
                .Matches(said, "misra-c2012-([0-9.]+)")
                .Select(it => it.Groups[1].Value)
                .Distinct()
                .Except(["2.5", "8.9"])
        );
        Assert.DoesNotContain(": error", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_classes_come_out_as_they_are_whatever_is_in_them()
    {
        Tool.Need("gcc", "gcc libc6-dev");
        string[] names =
        [
            "T-shirt/top",
            "\"); system(\"true",
            "back\\slash\\",
            "what??/ trigraph ??)",
            "é1ü2 猫3\u202Eright to left",
            "*/ int x; /* %s %n 'x' @name@ \\n",
            new string('x', 200),
        ];
        HiddenNetwork plain = SomeNetwork.Of(SomeNetwork.Spec(20, (names.Length, 0.5, ResetKind.Subtract)));
        var network = new HiddenNetwork(plain.Spec, plain.Masks) { Metadata = new() { Classes = names } };
        CExport.Write(network, _temp["c"], Some.Golden(network));
        File.WriteAllText(
            _temp["c/names.c"],
            """
            #include <stdio.h>
            #include "hnsg.h"
            int main(void)
            {
                unsigned c;
                for (c = 0; c < HNSG_CLASSES; c++) { puts(hnsg_class_names[c]); }
                return 0;
            }
            """
        );
        Tool.Succeed(
            _temp["c"],
            "gcc",
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-pedantic",
            "names.c",
            "hnsg.c",
            "-o",
            "names"
        );
        Assert.Equal(string.Join('\n', names) + "\n", Tool.Succeed(_temp["c"], _temp["c/names"]));
        Assert.DoesNotContain(File.ReadAllBytes(_temp["c/hnsg.c"]), value => value is < 0x20 and not 0x0A or > 0x7E);
        Assert.Null(Verify(network, "-O1", 4));
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
                Write(network, masks);
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

    private void Write(HiddenNetwork network, CMasks masks) =>
        CExport.Write(network, _temp["c"], Some.Golden(network), new CExportOptions { Masks = masks }, force: true);

    // A bit of the mask, of the threshold, of the decay, of both layers.
    private IEnumerable<(string Before, string After)> Errors(HiddenNetwork network, CMasks masks)
    {
        Write(network, masks);
        string[] source = File.ReadAllLines(_temp["c/hnsg.c"]);
        for (int layer = 0; layer < 2; layer++)
        {
            int mask = Array.FindIndex(source, line => line.Contains($" mask{layer}[", StringComparison.Ordinal));
            string word = source[mask + 1].Trim()[..10];
            yield return (word, $"0x{Convert.ToUInt32(word, 16) ^ 0x10:x8}");
            int threshold = network.Spec.Threshold(layer);
            yield return ($" {threshold}, mask{layer}", $" {threshold ^ 256}, mask{layer}");
            string sizes = $" {network.Spec.FanIn(layer)}u, {network.Spec.Layers[layer].Neurons}u, ";
            yield return ($"{sizes}3u", $"{sizes}2u");
        }
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

    // The lines that are a number and nothing else.
    private string[] Counts(string target) =>
        [
            .. Tool.Succeed(_temp["c"], "make", target)
                .Split('\n')
                .Select(line => Regex.Replace(line, "\\e\\[[0-9]*m|[.\\s]", ""))
                .Where(line => line.Length > 0 && line.All(char.IsAsciiDigit)),
        ];

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
