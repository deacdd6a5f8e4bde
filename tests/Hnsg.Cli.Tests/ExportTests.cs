using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>From a trained model to an export that is verified, and what goes wrong on the way.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Exported_c_is_verified_and_a_planted_error_is_reported_with_sample_step_and_neuron()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "gcc is not here; on Debian: apt-get install gcc libc6-dev");
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        JsonNode export = Cli.Succeed("export", "c", _temp["run/model.hnsg"], "--json").Json;
        string folder = _temp["run/model-c"];
        Assert.Equal(folder, (string?)export["folder"]);
        Assert.InRange((int)export["flashBytes"]!, 1000, 10_000);
        JsonNode verify = Cli.Succeed("verify", folder, "--samples", "200", "--json").Json;
        Assert.True((bool)verify["identical"]!);
        Assert.True((bool)verify["spikes"]!);
        Assert.Equal(200, (int)verify["samples"]!);
        Assert.Contains("every spike", Cli.Succeed("verify", folder).Output, StringComparison.Ordinal);

        string threshold =
            $" {Cli.Succeed("inspect", _temp["run/model.hnsg"], "--json").Json["layers"]![0]!["integerThreshold"]}, ";
        string source = File.ReadAllText(_temp["run/model-c/hnsg.c"]);
        Assert.Contains(threshold, source, StringComparison.Ordinal);
        File.WriteAllText(
            _temp["run/model-c/hnsg.c"],
            source.Replace(threshold, $" {int.Parse(threshold.Trim(' ', ',')) ^ 128}, ", StringComparison.Ordinal)
        );
        Cli.Fail(3, ", layer 1, neuron ", "verify", folder);
        CliResult different = Cli.Run("verify", folder, "--json");
        Assert.Equal(3, different.Code);
        Assert.False((bool)different.Json["identical"]!);
        Assert.Equal(1, (int)different.Json["difference"]!["layer"]!);
    }

    [Fact]
    public void All_test_samples_of_mnist_get_the_same_votes_and_spikes_from_c()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "gcc is not here; on Debian: apt-get install gcc libc6-dev");
        string? data = Environment.GetEnvironmentVariable("HNSG_DATA");
        Assert.SkipWhen(
            data is null || !Directory.Exists(Path.Combine(data, "mnist")),
            "HNSG_DATA names no folder that has mnist."
        );
        Cli.Succeed("train", "--dataset", "mnist", "--preset", "tiny", "--epochs", "1", "--out", _temp["run"]);
        Cli.Succeed("export", "c", _temp["run/model.hnsg"], "--out", _temp["c"]);
        JsonNode verify = Cli.Succeed("verify", _temp["c"], "--json").Json;
        Assert.True((bool)verify["identical"]!);
        Assert.Equal(10_000, (int)verify["samples"]!);
    }

    [Fact]
    public void Exported_arrays_are_verified_and_are_bound_to_their_model()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        Cli.Succeed([.. Cli.Tiny(_temp["other"]), "--seed", "2"]);
        JsonNode export = Cli.Succeed("export", "npz", _temp["run/model.hnsg"], "--json").Json;
        string file = _temp["run/model.npz"];
        Assert.Equal(file, (string?)export["file"]);
        Assert.Equal(new FileInfo(file).Length, (long)export["bytes"]!);
        Cli.Fail(3, "made from a different model", "verify", file, "--model", _temp["other/model.hnsg"]);
        File.Copy(file, _temp["alone.npz"]);
        Cli.Fail(3, "neither alone.hnsg nor model.hnsg is beside it", "verify", _temp["alone.npz"]);
        CliResult missing = Cli.Run([("PYTHON", _temp["python"])], "verify", file);
        Assert.Equal(3, missing.Code);
        Assert.Contains("apt-get install python3-numpy", missing.Error, StringComparison.Ordinal);
        File.Copy(file, _temp["run/other.txt"]);
        Cli.Fail(3, "not an export that can be run", "verify", _temp["run/other.txt"]);
        Cli.Fail(3, "there is no such file", "export", "npz", _temp["none.hnsg"]);
        Cli.Fail(3, "the folder does not exist", "export", "npz", _temp["run/model.hnsg"], "--out", _temp["a/b.npz"]);

        CliResult verify = Cli.Run("verify", file, "--samples", "100", "--json");
        Assert.SkipWhen(
            verify.Error.Contains("python3-numpy", StringComparison.Ordinal),
            "no Python has numpy; on Debian: apt-get install python3-numpy"
        );
        Assert.Equal(0, verify.Code);
        Assert.True((bool)verify.Json["identical"]!);
        Assert.True((bool)verify.Json["spikes"]!);
    }

    [Fact]
    public void Exported_onnx_has_spikes_on_request_and_verify_says_who_runs_it()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        string model = _temp["run/model.hnsg"];
        JsonNode votes = Cli.Succeed("export", "onnx", model, "--json").Json;
        Assert.Equal(_temp["run/model.onnx"], (string?)votes["file"]);
        Assert.False((bool)votes["spikes"]!);
        JsonNode spikes = Cli.Succeed("export", "onnx", model, "--spikes", "--out", _temp["s.onnx"], "--json").Json;
        Assert.True((long)spikes["bytes"]! > (long)votes["bytes"]!);
        Assert.Contains("spikes2", File.ReadAllText(_temp["s.onnx"]), StringComparison.Ordinal);
        Cli.Fail(3, "docs/onnx.md", "verify", _temp["s.onnx"]);
    }

    [Fact]
    public void Nir_gives_the_model_back_and_soft_reset_is_refused()
    {
        Cli.Succeed(Cli.Tiny(_temp["soft"]));
        Cli.Fail(3, "--reset zero", "export", "nir", _temp["soft/model.hnsg"]);
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--reset", "zero"]);
        string model = _temp["run/model.hnsg"];
        string file = _temp["run/model.nir"];
        Assert.Equal(file, (string?)Cli.Succeed("export", "nir", model, "--json").Json["file"]);
        Cli.Fail(3, "this file already exists", "import", "nir", file);
        Cli.Fail(2, "--out: ", "import", "nir", file, "--out", file);
        JsonNode back = Cli.Succeed("import", "nir", file, "--out", _temp["back.hnsg"], "--json").Json;
        Assert.True((bool)back["hidden"]!);
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(_temp["back.hnsg"]));
        Cli.Fail(3, "It is an Hnsg model file", "import", "nir", model, "--out", _temp["other.hnsg"]);
        Cli.Fail(3, "there is no such file", "import", "nir", _temp["none.nir"]);
        Cli.Fail(2, "--steps: 0", "import", "nir", file, "--steps", "0", "--out", _temp["other.hnsg"]);
        Cli.Fail(2, "--white: ", "import", "nir", file, "--white", "0", "--out", _temp["other.hnsg"]);
    }

    [Fact]
    public void A_network_of_real_numbers_from_nir_is_evaluated_inspected_and_drawn()
    {
        Cli.Succeed([.. Cli.Tiny(_temp["run"]), "--reset", "zero"]);
        string model = _temp["run/model.hnsg"];
        Cli.Succeed("export", "nir", model);
        // As another tool would have written it: without our spec.
        const string Strip = "import h5py, sys; del h5py.File(sys.argv[1], 'r+')['node/metadata/hnsg']";
        bool stripped = ((string[])["python3", "/usr/bin/python3"]).Any(python =>
        {
            try
            {
                using Process process = Process.Start(
                    new ProcessStartInfo(python, ["-c", Strip, _temp["run/model.nir"]]) { RedirectStandardError = true }
                )!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        });
        Assert.SkipUnless(stripped, "no Python has h5py; on Debian: apt-get install python3-h5py");
        string real = _temp["real.hnsg"];
        JsonNode back = Cli.Succeed([
            .. (string[])["import", "nir", _temp["run/model.nir"], "--out", real, "--json"],
            .. (string[])["--dataset", "digits", "--steps", "8", "--white", "0.99609375"],
        ]).Json;
        Assert.False((bool)back["hidden"]!);
        double before = (double)Cli.Succeed("eval", model, "--json").Json["test"]!["accuracy"]!;
        JsonNode eval = Cli.Succeed("eval", real, "--json").Json;
        Assert.InRange((double)eval["test"]!["accuracy"]!, before - 0.02, before + 0.02);
        Assert.True((double)eval["synapticOperations"]! > 0);
        Assert.Equal("nir", (string?)Cli.Succeed("inspect", real, "--json").Json["method"]);
        Cli.Succeed("plot", "raster", real, "0", "--out", _temp["raster.svg"]);
        Assert.Contains("</svg>", File.ReadAllText(_temp["raster.svg"]), StringComparison.Ordinal);
        Cli.Fail(3, "", "export", "c", real);
    }

    [Fact]
    public void Without_a_data_set_exports_have_random_dots_and_can_be_verified_on_them()
    {
        Directory.CreateDirectory(_temp["empty"]);
        string[] alone = ["--no-download", "--json"];
        (string, string?)[] nothing =
        [
            ("HNSG_DATA", _temp["empty"]),
            ("XDG_CACHE_HOME", _temp["empty"]),
            ("HOME", _temp["empty"]),
        ];
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        // Of a set that is not here, as people get models from others.
        string model = _temp["run/model.hnsg"];
        byte[] bytes = File.ReadAllBytes(model);
        int at = bytes.AsSpan().IndexOf("\"digits\""u8);
        "\"kmnist\""u8.CopyTo(bytes.AsSpan(at));
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 8)).AsSpan(0, 8).CopyTo(bytes.AsSpan(bytes.Length - 8));
        File.WriteAllBytes(model, bytes);
        foreach (string kind in (string[])["c", "verilog"])
        {
            CliResult export = Cli.Run(nothing, ["export", kind, model, .. alone]);
            Assert.True(export.Code == 0, export.ToString());
            Assert.Contains("NOTICE: using pictures of random dots", export.Error, StringComparison.Ordinal);
            Assert.Equal(10, (int)export.Json["golden"]!);
            Assert.Null((string?)export.Json["goldenDataset"]);
            CliResult asked = Cli.Run(nothing, ["export", kind, model, "--golden", "5", .. alone]);
            Assert.True(asked.Code == 3, asked.ToString());
            CliResult none = Cli.Run(nothing, ["export", kind, model, "--golden", "0", .. alone]);
            Assert.Equal((0, ""), (none.Code, none.Error));
        }
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "gcc is not here; on Debian: apt-get install gcc libc6-dev");
        CliResult verify = Cli.Run(nothing, ["verify", _temp["run/model-c"], .. alone]);
        Assert.True(verify.Code == 3, verify.ToString());
        CliResult probes = Cli.Run(nothing, ["verify", _temp["run/model-c"], "--samples", "0", .. alone]);
        Assert.Equal((0, ""), (probes.Code, probes.Error));
        Assert.Equal(0, (int)probes.Json["samples"]!);
        Assert.True((bool)probes.Json["identical"]!);
    }

    [Fact]
    public void Bad_input_of_export_and_verify_is_told()
    {
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        Cli.Succeed([.. Cli.Tiny(_temp["other"]), "--seed", "2"]);
        string model = _temp["run/model.hnsg"];
        Cli.Fail(2, "--name: 'No-name' cannot be used as a name", "export", "c", model, "--name", "No-name");
        Cli.Fail(2, "--name: 'selftest' cannot be used as a name", "export", "c", model, "--name", "selftest");
        Cli.Fail(2, "--name: 'module' cannot be used as a name", "export", "verilog", model, "--name", "module");
        Cli.Fail(2, "--golden: -1 is negative", "export", "c", model, "--golden", "-1");
        Cli.Fail(2, "--golden: 9999999 is not in 0", "export", "c", model, "--golden", "9999999");
        Cli.Fail(2, "Did you mean 'table'?", "export", "c", model, "--weights", "tabel");
        Cli.Fail(2, "--lanes: 65 is not in 1", "export", "verilog", model, "--lanes", "65");
        Cli.Fail(2, "--samples: -1", "verify", _temp["c"], "--samples", "-1");
        Cli.Fail(3, "there is no such file", "export", "c", _temp["none.hnsg"]);
        Cli.Fail(3, "holds other files", "export", "c", model, "--out", _temp["run"]);
        Cli.Fail(3, "the folder is not an export", "verify", _temp["run"]);
        Cli.Succeed([.. Cli.Tiny(_temp["if"]), "--neuron", "if"]);
        foreach (string kind in (string[])["c", "verilog", "npz", "onnx"])
        {
            string other = _temp["if/model.hnsg"];
            Cli.Fail(3, $"error: {other}: exporting to ", "export", kind, other);
        }
        Cli.Succeed("export", "c", model, "--out", _temp["c"]);
        Cli.Fail(3, "made from a different model", "verify", _temp["c"], "--model", _temp["other/model.hnsg"]);
        File.WriteAllText(_temp["c/Makefile"], "mine");
        Cli.Fail(3, "was changed since it was exported", "export", "c", model, "--out", _temp["c"]);
        Cli.Fail(3, "was changed since it was exported", "export", "verilog", model, "--out", _temp["c"]);
        Assert.Equal("mine", File.ReadAllText(_temp["c/Makefile"]));
        Cli.Succeed("export", "c", model, "--out", _temp["c"], "--force");
        File.Move(_temp["c/model.hnsg"], _temp["moved.hnsg"]);
        Cli.Fail(3, "model.hnsg is not in it", "verify", _temp["c"]);
        if (File.Exists("/usr/bin/gcc"))
        {
            Cli.Succeed("verify", _temp["c"], "--model", _temp["moved.hnsg"]);
        }
        File.Move(_temp["moved.hnsg"], _temp["c/model.hnsg"]);
        string manifest = File.ReadAllText(_temp["c/export.json"]);
        File.WriteAllText(_temp["c/export.json"], manifest.Replace("\"c\"", "\"d\"", StringComparison.Ordinal));
        Cli.Fail(3, "the target 'd' is unknown", "verify", _temp["c"]);
        File.WriteAllText(_temp["c/export.json"], "{ \"replaces\": []," + manifest[1..]);
        Cli.Fail(3, "because it was interrupted", "verify", _temp["c"]);
        File.WriteAllText(_temp["c/export.json"], manifest[..20]);
        Cli.Fail(3, "it is damaged", "verify", _temp["c"]);
        File.WriteAllText(_temp["c/export.json"], manifest);
        File.WriteAllText(_temp["c/hnsg.c"], "int main(void) { return 0 }");
        if (File.Exists("/usr/bin/gcc"))
        {
            Cli.Fail(3, "gcc does not accept it", "verify", _temp["c"]);
        }
        CliResult missing = Cli.Run([("CC", _temp["cc"])], "verify", _temp["c"]);
        Assert.Equal(3, missing.Code);
        Assert.Contains("it cannot be started", missing.Error, StringComparison.Ordinal);
    }
}
