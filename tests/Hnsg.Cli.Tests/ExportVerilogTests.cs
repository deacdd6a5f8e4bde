using System.Text.Json.Nodes;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>From a trained model to a core that is verified in a simulator.</summary>
public sealed class ExportVerilogTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void An_exported_core_is_verified_and_a_planted_error_is_reported_with_sample_step_and_neuron()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/iverilog"),
            "iverilog is not here; on Debian: apt-get install iverilog"
        );
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        string folder = _temp["run/model-verilog"];
        JsonNode export = Cli.Succeed("export", "verilog", _temp["run/model.hnsg"], "--lanes", "4", "--json").Json;
        Assert.Equal(folder, (string?)export["folder"]);
        Assert.Equal([4, 2], export["lanes"]!.AsArray().Select(it => (int)it!));
        string[] verify = ["verify", folder, "--samples", "100"];
        (string, string?)[] icarus = [("SIMULATOR", "iverilog")];
        CliResult same = Cli.Run(icarus, verify);
        Assert.True(same.Code == 0, same.ToString());
        Assert.Contains("every spike", same.Output, StringComparison.Ordinal);

        string source = File.ReadAllText(_temp["run/model-verilog/hnsg.v"]);
        Assert.Contains(".SHIFT(4)", source, StringComparison.Ordinal);
        File.WriteAllText(
            _temp["run/model-verilog/hnsg.v"],
            source.Replace(".SHIFT(4)", ".SHIFT(5)", StringComparison.Ordinal)
        );
        CliResult different = Cli.Run(icarus, verify);
        Assert.Equal(3, different.Code);
        Assert.Contains(", layer 1, neuron ", different.Error, StringComparison.Ordinal);
        Assert.Equal(3, Cli.Run([("SIMULATOR", "vcs")], verify).Code);
        File.Delete(_temp["run/model-verilog/hnsg_memory1.hex"]);
        Cli.Fail(3, "hnsg_memory1.hex: it cannot be read", verify);
    }

    [Fact]
    public void A_hundred_test_samples_of_mnist_give_the_same_spikes_in_a_simulated_core()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/verilator") || File.Exists("/usr/bin/iverilog"),
            "There is no simulator; on Debian: apt-get install verilator g++ make"
        );
        string? data = Environment.GetEnvironmentVariable("HNSG_DATA");
        Assert.SkipWhen(
            data is null || !Directory.Exists(Path.Combine(data, "mnist")),
            "HNSG_DATA names no folder that has mnist."
        );
        Cli.Succeed("train", "--dataset", "mnist", "--preset", "tiny", "--epochs", "1", "--out", _temp["run"]);
        Cli.Succeed("export", "verilog", _temp["run/model.hnsg"], "--out", _temp["v"]);
        JsonNode verify = Cli.Succeed("verify", _temp["v"], "--samples", "100", "--json").Json;
        Assert.True((bool)verify["identical"]!);
        Assert.True((bool)verify["spikes"]!);
    }
}
