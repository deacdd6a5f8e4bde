using System.Globalization;
using System.Numerics;
using System.Text;
using Hnsg.Export.Names;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Export.Verilog;

/// <summary>A network as a synthesizable core, with a test bench that checks every spike of golden samples.</summary>
public static class VerilogExport
{
    /// <summary>Name of the target on the command line and in <see cref="ExportManifest.Target"/>.</summary>
    public const string Target = "verilog";

    /// <summary>Writes an export folder.</summary>
    /// <param name="network">The network.</param>
    /// <param name="folder">Folder to create, or the folder of an earlier export.</param>
    /// <param name="golden">Samples for the test bench, at least one.</param>
    /// <param name="options">Choices.</param>
    /// <param name="force">Whether to replace files that were changed or not written by an export.</param>
    /// <exception cref="ArgumentException">There are no samples, or one was recorded with another network.</exception>
    /// <exception cref="OptionException">An option cannot be used.</exception>
    /// <exception cref="InputException">
    /// The network has other neurons or another encoding than the core; the folder cannot be written, or holds other files.
    /// </exception>
    public static VerilogReport Write(
        HiddenNetwork network,
        string folder,
        IReadOnlyList<GoldenSample> golden,
        VerilogOptions? options = null,
        bool force = false
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(folder);
        GoldenSample.Check(network, golden);
        options ??= new VerilogOptions();
        Check(network, options);
        var source = new VerilogSource(network, options);
        string name = options.Name;
        var files = new Dictionary<string, string>
        {
            [$"{name}.v"] = source.Core(),
            [$"{name}_ice40.v"] = source.Ice40(),
            ["Makefile"] = new Template { ["name"] = name }.Fill("Makefile.verilog"),
        };
        var load = new StringBuilder();
        for (int l = 0; l < source.Layers.Count; l++)
        {
            VerilogLayer layer = source.Layers[l];
            files.Add(VerilogFiles.Memory(name, l), VerilogNumbers.Lines(layer.Memory(), layer.WordBits));
            foreach (BigInteger word in layer.Memory())
            {
                AppendBytes(load, word, (layer.WordBits + 7) / 8);
            }
        }
        files.Add(VerilogFiles.Load(name), load.ToString());
        var bench = new VerilogTestBench(network.Spec, name);
        files.Add($"{name}_tb.v", bench.Text(golden.Count, source.Layers.Sum(layer => layer.LoadBytes)));
        files.Add(bench.InputFile, bench.Input(golden));
        foreach ((string file, string content) in bench.Answers(golden))
        {
            files.Add(file, content);
        }
        ExportFolder.Write(folder, Target, name, network, files, force);
        return Report(source, bench, golden);
    }

    /// <summary>Builds a simulation of an export, to be compared with the library.</summary>
    /// <remarks>
    /// The simulator is <c>$SIMULATOR</c>, <c>verilator</c> or <c>iverilog</c>; else Verilator if it is installed, otherwise
    /// Icarus Verilog.
    /// </remarks>
    /// <param name="folder">The export.</param>
    /// <param name="manifest">What it says about itself.</param>
    /// <param name="network">The network that it should be.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="InputException">There is no simulator, or it does not accept the export.</exception>
    public static ExportProgram Simulate(
        string folder,
        ExportManifest manifest,
        HiddenNetwork network,
        CancellationToken cancellation = default
    ) => new VerilogProgram(folder, manifest, network, cancellation);

    /// <summary>Makes sure, before any work, that a network can be exported.</summary>
    /// <exception cref="OptionException">An option cannot be used.</exception>
    /// <exception cref="InputException">The network has other neurons or another encoding than the core.</exception>
    public static void Check(HiddenNetwork network, VerilogOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ExportName.Check(options.Name);
        if (options.Lanes is < 1 or > VerilogOptions.MostLanes)
        {
            throw new OptionException("lanes", $"{options.Lanes} is not in 1…{VerilogOptions.MostLanes}");
        }
        SpecNames.Check("weights", options.Weights);
        network.Spec.RequirePlain("exporting to Verilog");
        if (options.Weights == ExportedWeights.Generate && network.Spec.Weights != WeightKind.SignedConstant)
        {
            throw new OptionException(
                "weights",
                "the core can generate weights of ±1 only, but this network has weights of several sizes. Give --weights table"
            );
        }
    }

    private static VerilogReport Report(
        VerilogSource source,
        VerilogTestBench bench,
        IReadOnlyList<GoldenSample> golden
    )
    {
        double events = source.Layers[0].Direct
            ? golden.Average(it => it.Pixels.ToArray().Count(pixel => pixel != 0))
            : golden.Average(it => it.Recording.InputSpikes.Count);
        double cycles = bench.Beats - events; // the bytes that are 0
        for (int l = 0; l < source.Layers.Count; l++)
        {
            cycles += source.Layers[l].Cycles(events, rounds: 1);
            int layer = l;
            events = golden.Average(it => it.Recording.Spikes(layer).Count);
        }
        return new VerilogReport
        {
            Lanes = [.. source.Layers.Select(layer => layer.Lanes)],
            MembraneBits = [.. source.Layers.Select(layer => layer.MembraneBits)],
            MemoryBits = [.. source.Layers.Select(layer => (long)layer.Words * layer.WordBits)],
            StateBits =
            [
                .. source.Layers.Select(layer =>
                    (long)layer.Groups * layer.Lanes * (layer.CurrentBits + layer.MembraneBits)
                ),
            ],
            Cycles = (long)cycles,
        };
    }

    private static void AppendBytes(StringBuilder text, BigInteger word, int bytes)
    {
        for (int i = 0; i < bytes; i++)
        {
            text.Append(((int)((word >> (8 * i)) & 255)).ToString("x2", CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
