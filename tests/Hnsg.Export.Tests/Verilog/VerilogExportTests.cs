using System.Globalization;
using System.Text.RegularExpressions;
using Hnsg.Export.Verification;
using Hnsg.Export.Verilog;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Export.Tests.Verilog;

/// <summary>Exported cores, simulated beside the library, checked by a linter and synthesised.</summary>
[Collection("Verilog simulator")]
public sealed class VerilogExportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    /// <summary>Every encoding, reset and kind of weight, with lanes that do and do not divide the neurons.</summary>
    public static TheoryData<string, ExportedWeights, int> Networks =>
        new()
        {
            { "direct", ExportedWeights.Generate, 8 },
            { "direct", ExportedWeights.Table, 5 },
            { "rate", ExportedWeights.Generate, 1 },
            { "rate", ExportedWeights.Table, 64 },
            { "deep", ExportedWeights.Generate, 16 },
            { "deep", ExportedWeights.Table, 8 },
            { "single", ExportedWeights.Generate, 4 },
            { "read-out", ExportedWeights.Generate, 64 },
            { "read-out", ExportedWeights.Table, 3 },
            { "zero", ExportedWeights.Generate, 8 },
            { "delayed", ExportedWeights.Generate, 2 },
            { "delayed", ExportedWeights.Table, 7 },
            { "binomial", ExportedWeights.Table, 4 },
            { "uniform", ExportedWeights.Table, 8 },
        };

    [Theory, MemberData(nameof(Networks))]
    public void Its_spikes_are_those_of_the_library_and_the_linter_is_content(
        string name,
        ExportedWeights weights,
        int lanes
    )
    {
        Tool.Need("iverilog", "iverilog");
        HiddenNetwork network = SomeNetwork.Named(name);
        Write(network, new VerilogOptions { Weights = weights, Lanes = lanes });
        Assert.Null(Verify(network, "iverilog", 20));
        Tool.Need("verilator", "verilator");
        Tool.Succeed(_temp["v"], "make", "lint");
    }

    [Theory, InlineData("iverilog", "iverilog"), InlineData("verilator", "verilator g++ make")]
    public void A_hundred_samples_are_the_same_in_either_simulator(string simulator, string package)
    {
        Tool.Need(simulator, package);
        Write(SomeNetwork.Small);
        Assert.Null(Verify(SomeNetwork.Small, simulator, 100));
    }

    [Fact]
    public void The_test_bench_passes_with_streams_that_hesitate_and_fails_when_a_threshold_is_changed()
    {
        Tool.Need("iverilog", "iverilog");
        Tool.Need("make", "make");
        HiddenNetwork network = SomeNetwork.Named("deep");
        Write(network, new VerilogOptions { Name = "net_1", Lanes = 32 });
        Assert.Contains("passed: 3", Tool.Succeed(_temp["v"], "make", "icarus", "ROUNDS=4"), StringComparison.Ordinal);
        Assert.Contains("passed: 3", Tool.Succeed(_temp["v"], "make", "stall", "ROUNDS=20"), StringComparison.Ordinal);
        int threshold = network.Spec.Threshold(1);
        Plant("net_1.v", $".THRESHOLD({threshold})", $".THRESHOLD({threshold / 2})");
        (int code, string output) = Tool.Run(_temp["v"], "make", "icarus");
        Assert.NotEqual(0, code);
        Assert.Contains("FAILED", output, StringComparison.Ordinal);
        Assert.Contains(", layer 2, neuron ", output, StringComparison.Ordinal);
    }

    [Theory, InlineData("direct", ExportedWeights.Generate), InlineData("rate", ExportedWeights.Table)]
    public void The_estimate_of_cycles_is_a_little_more_than_the_cycles(string name, ExportedWeights weights)
    {
        Tool.Need("iverilog", "iverilog");
        Tool.Need("make", "make");
        VerilogReport report = Write(SomeNetwork.Named(name), new VerilogOptions { Weights = weights });
        Match said = Regex.Match(Tool.Succeed(_temp["v"], "make", "icarus"), "([0-9]+) an image");
        Assert.InRange(int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture), report.Cycles / 2, report.Cycles);
    }

    [Fact]
    public void Two_cores_in_one_project_do_not_meet()
    {
        Tool.Need("iverilog", "iverilog");
        HiddenNetwork[] networks = [SomeNetwork.Small, SomeNetwork.Named("direct")];
        Directory.CreateDirectory(_temp["both"]);
        foreach ((HiddenNetwork network, string name) in networks.Zip((string[])["one", "two"]))
        {
            VerilogExport.Write(network, _temp[name], Some.Golden(network), new VerilogOptions { Name = name });
            foreach (
                string file in Directory.GetFiles(_temp[name]).Where(it => Path.GetExtension(it) is ".v" or ".hex")
            )
            {
                File.Copy(file, _temp[$"both/{Path.GetFileName(file)}"]);
            }
        }
        foreach (string name in (string[])["one", "two"])
        {
            string[] sources =
            [
                .. Directory
                    .GetFiles(_temp["both"], "*.v")
                    .Where(it => !it.EndsWith("_ice40.v", StringComparison.Ordinal)),
            ];
            Tool.Succeed(_temp["both"], "iverilog", ["-g2005", "-s", $"{name}_tb", "-o", "both.vvp", .. sources]);
            Assert.Contains(
                "passed: 3",
                Tool.Succeed(_temp["both"], "vvp", "-n", "both.vvp"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Names_of_classes_are_told_in_a_comment_whatever_is_in_them()
    {
        string[] names = ["T-shirt/top", "\"\\", "猫\u202E", "*/ endmodule // verilator lint_off", "`include \"x\""];
        HiddenNetwork plain = SomeNetwork.Of(SomeNetwork.Spec(20, (names.Length, 0.5, ResetKind.Subtract)));
        Write(new HiddenNetwork(plain.Spec, plain.Masks) { Metadata = new() { Classes = names } });
        string[] lines =
        [
            .. File.ReadLines(_temp["v/hnsg.v"]).Where(line => line.StartsWith("// Class ", StringComparison.Ordinal)),
        ];
        Assert.Equal(names.Length, lines.Length);
        Assert.Equal("// Class 0 is \"T-shirt/top\".", lines[0]);
        Assert.Equal("// Class 1 is \"\\u0022\\u005c\".", lines[1]);
        Assert.Equal("// Class 2 is \"\\u732b\\u202e\".", lines[2]);
        Tool.Need("verilator", "verilator");
        Tool.Succeed(_temp["v"], "make", "lint");
    }

    [Fact]
    public void A_core_that_is_stuck_is_told()
    {
        Tool.Need("iverilog", "iverilog");
        Write(SomeNetwork.Small);
        Plant("hnsg.v", "state <= last_group ? END : READ;", "state <= READ;");
        InputException error = Assert.Throws<InputException>(() => Verify(SomeNetwork.Small, "iverilog", 2));
        Assert.Contains("the core is stuck", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(ExportedWeights.Generate), InlineData(ExportedWeights.Table)]
    public void Planted_errors_of_one_bit_are_found_where_they_first_matter(ExportedWeights weights)
    {
        Tool.Need("iverilog", "iverilog");
        HiddenNetwork network = SomeNetwork.Small;
        Write(network, new VerilogOptions { Weights = weights });
        // A bit of the mask, of the threshold, of the decay, of both layers.
        for (int layer = 0; layer < 2; layer++)
        {
            string memory = File.ReadAllText(_temp[$"v/hnsg_memory{layer}.hex"]);
            int threshold = network.Spec.Threshold(layer);
            (string File, string Before, string After)[] errors =
            [
                ($"hnsg_memory{layer}.hex", memory, Flipped(memory, network, layer)),
                ("hnsg.v", $".THRESHOLD({threshold})", $".THRESHOLD({threshold ^ 256})"),
                ("hnsg.v", $".SHIFT(3), .THRESHOLD({threshold})", $".SHIFT(2), .THRESHOLD({threshold})"),
            ];
            foreach ((string file, string before, string after) in errors)
            {
                Plant(file, before, after);
                // A changed output membrane may show first in the choice between classes of as many votes.
                string found = $"{Verify(network, "iverilog", 256)}";
                Assert.True(
                    Regex.IsMatch(
                        found,
                        "^probe picture .*(, step .*, layer .*, neuron .* spikes|with the same votes)"
                    ),
                    $"{after[..Math.Min(40, after.Length)]} in {file}: '{found}'"
                );
                Plant(file, after, before);
            }
        }
        Assert.Null(Verify(network, "iverilog", 2));
    }

    [Fact]
    public void Tiny_fits_an_ice40_up5k()
    {
        Tool.Need("yosys", "yosys");
        Write(SomeNetwork.Tiny);
        Tool.Succeed(_temp["v"], "make", "ice40");
        Dictionary<string, int> cells = Cells("ice40.txt");
        Assert.InRange(cells["SB_LUT4"], 100, 5280);
        Assert.InRange(cells["SB_SPRAM256KA"], 1, 4);
        Assert.InRange(cells["SB_RAM40_4K"], 1, 30);
        Assert.DoesNotContain(cells.Keys, cell => cell.Contains("DLATCH", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_weights_is_synthesised_for_an_ecp5_with_multipliers_for_addresses_alone()
    {
        Tool.Need("yosys", "yosys");
        Write(SomeNetwork.Small, new VerilogOptions { Weights = ExportedWeights.Table, Lanes = 4 });
        Tool.Succeed(_temp["v"], "make", "ecp5");
        Dictionary<string, int> cells = Cells("ecp5.txt");
        Assert.True(cells["LUT4"] > 50);
        Assert.InRange(cells.GetValueOrDefault("MULT18X18D"), 0, SomeNetwork.Small.Spec.Layers.Count);
    }

    [Fact]
    public void What_it_cannot_express_is_refused()
    {
        static void Refused(string name, VerilogOptions options, HiddenNetwork network) =>
            Assert.Equal(
                name,
                Assert
                    .Throws<OptionException>(() => VerilogExport.Write(network, "none", Some.Golden(network), options))
                    .Option
            );
        Refused("lanes", new VerilogOptions { Lanes = 0 }, SomeNetwork.Small);
        Refused("lanes", new VerilogOptions { Lanes = 65 }, SomeNetwork.Small);
        Refused("name", new VerilogOptions { Name = "Top" }, SomeNetwork.Small);
        Refused("weights", new VerilogOptions(), SomeNetwork.Named("binomial"));
        HiddenNetwork latency = SomeNetwork.Of(SomeNetwork.Small.Spec with { Encoding = InputEncoding.Latency });
        InputException error = Assert.Throws<InputException>(() =>
            VerilogExport.Write(latency, "none", Some.Golden(latency))
        );
        Assert.Contains("direct or rate-coded input", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists("none"));
    }

    [Fact]
    public void What_is_written_is_the_golden_file()
    {
        HiddenNetwork network = SomeNetwork.Of(
            SomeNetwork.Spec(20, (8, 0.1, ResetKind.Subtract), (3, 1, ResetKind.Zero))
        );
        Write(network);
        GoldenFile.Check("Verilog/Golden/hnsg.v.golden", _temp["v/hnsg.v"]);
        GoldenFile.Check("Verilog/Golden/hnsg_tb.v.golden", _temp["v/hnsg_tb.v"]);
        GoldenFile.Check("Verilog/Golden/hnsg_memory0.hex.golden", _temp["v/hnsg_memory0.hex"]);
    }

    private VerilogReport Write(HiddenNetwork network, VerilogOptions? options = null) =>
        VerilogExport.Write(network, _temp["v"], Some.Golden(network), options);

    // A bit that matters: of the first neuron's connection with the input that spikes most, or with the first pixel.
    private static string Flipped(string memory, HiddenNetwork network, int layer)
    {
        int input =
            layer == 0
                ? 0
                : Some.Golden(network, 20)
                    .SelectMany(it => it.Recording.Spikes(layer - 1))
                    .CountBy(it => it.Neuron)
                    .MaxBy(it => it.Value)
                    .Key;
        string[] lines = memory.Split('\n');
        ref string line = ref lines[input * (lines.Length / network.Spec.FanIn(layer))];
        line = line[..^1] + (Convert.ToInt32(line[^1..], 16) ^ 1).ToString("x", CultureInfo.InvariantCulture);
        return string.Join('\n', lines);
    }

    private void Plant(string file, string before, string after)
    {
        string source = File.ReadAllText(_temp[$"v/{file}"]);
        int at = source.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{before}' is not in {file}");
        File.WriteAllText(_temp[$"v/{file}"], source[..at] + after + source[(at + before.Length)..]);
    }

    // The lines "name number" of a report of Yosys.
    private Dictionary<string, int> Cells(string report) =>
        File.ReadLines(_temp[$"v/{report}"])
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [_, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out _))
            .GroupBy(words => words[0])
            .ToDictionary(group => group.Key, group => int.Parse(group.Last()[1], CultureInfo.InvariantCulture));

    private ExportDifference? Verify(HiddenNetwork network, string simulator, int samples)
    {
        Environment.SetEnvironmentVariable("SIMULATOR", simulator);
        try
        {
            using var program = new VerilogProgram(_temp["v"], ExportManifest.Read(_temp["v"]), network);
            return ExportVerifier.Run(network, program, Some.Samples(network, samples));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SIMULATOR", null);
        }
    }
}
