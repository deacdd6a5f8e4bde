using System.Text.Json.Nodes;
using Hnsg.Nir.Tests;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary><c>hnsg import nir</c>, and what can be done with a network that it has read.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_was_assumed_is_printed_and_a_reset_that_nobody_named_is_noticed()
    {
        string file = Samples.Write(_temp.Path, "float32");
        CliResult result = Cli.Succeed("import", "nir", file);
        Assert.Contains("NOTICE: v_reset is 0", result.Error, StringComparison.Ordinal);
        foreach (
            string line in (string[])
                [
                    "0.0001 s (default; change it with --dt)",
                    "direct, a pixel of 0…255 as 0…1",
                    "zero (default; change it with --reset",
                ]
        )
        {
            Assert.Contains(line, result.Output, StringComparison.Ordinal);
        }
        Cli.Fail(3, "this file already exists", "import", "nir", file);
        result = Cli.Succeed([
            .. (string[])["import", "nir", file, "--out", _temp["net.hnsg"], "--json"],
            .. (string[])["--reset", "delayed-subtract", "--dt", "0.0005", "--steps", "9", "--encoding", "rate"],
        ]);
        Assert.Equal("", result.Error);
        Assert.Null(result.Json["notice"]);
        Assert.Equal(
            """{"dt":0.0005,"dtSource":"option","steps":9,"encoding":"rate","black":null,"white":null,"reset":"delayed-subtract","resetSource":"option"}""",
            result.Json["assumptions"]!.ToJsonString()
        );
        Assert.Equal(
            "delayed-subtract",
            (string?)Cli.Succeed("inspect", _temp["net.hnsg"], "--json").Json["layers"]![0]!["reset"]
        );
        Cli.Fail(2, "--reset: 'none' is unknown", "import", "nir", file, "--reset", "none");
    }

    [Fact]
    public void Control_characters_of_a_file_do_not_reach_the_terminal()
    {
        string file = Samples.Write(_temp.Path, "float32");
        byte[] bytes = File.ReadAllBytes(file);
        "\u001b[31mX"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("Affine"u8)));
        File.WriteAllBytes(file, bytes);
        Cli.Fail(3, "'\\u001b[31mX' is here, but Affine or Linear is needed", "import", "nir", file);
        Assert.DoesNotContain('\u001b', Cli.Run("import", "nir", file).Error);
    }

    [Fact]
    public void An_imported_network_is_predicted_with_exported_and_verified()
    {
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--method", "weights", "--reset", "zero"]);
        Cli.Succeed("export", "nir", _temp["run/model.hnsg"], "--out", _temp["net.nir"]);
        CliResult imported = Cli.Succeed("import", "nir", _temp["net.nir"], "--dataset", "digits");
        Assert.Equal("", imported.Error);
        Assert.Contains("zero (from the file)", imported.Output, StringComparison.Ordinal);
        string model = _temp["net.hnsg"];
        // As the network that was trained, to the last spike.
        JsonNode trained = Cli.Succeed("predict", _temp["run/model.hnsg"], "0", "7", "--json").Json;
        JsonNode predicted = Cli.Succeed("predict", model, "0", "7", "--json").Json;
        Assert.Equal(trained.ToJsonString(), predicted.ToJsonString());
        Assert.Contains(" steps: layer 1 ", Cli.Succeed("predict", model, "0").Output, StringComparison.Ordinal);
        Cli.Succeed("export", "nir", model, "--out", _temp["again.nir"]);
        Cli.Succeed("import", "nir", _temp["again.nir"]);
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(_temp["again.hnsg"]));
        Cli.Succeed("export", "npz", model);
        Cli.Fail(3, "an order of its own", "export", "onnx", model);
        Cli.Fail(3, "'hnsg export npz' and 'nir' if it has real weights", "export", "c", model);
        Cli.Fail(3, "'hnsg export npz' and 'nir' if it has real weights", "export", "verilog", model);
        CliResult verified = Cli.Run("verify", _temp["net.npz"], "--samples", "50", "--json");
        Assert.SkipWhen(verified.Error.Contains("import numpy", StringComparison.Ordinal), "no Python has NumPy");
        Assert.True(verified.Code == 0 && (bool)verified.Json["identical"]!, verified.ToString());
    }
}
