using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Export.Verilog;

/// <summary>An exported core in a simulator: Verilator if it is installed, otherwise Icarus Verilog.</summary>
/// <remarks><c>$SIMULATOR</c>, <c>verilator</c> or <c>iverilog</c>, chooses one.</remarks>
internal sealed class VerilogProgram : ExportProgram
{
    /// <summary>Samples that the simulator gets at a time.</summary>
    private const int Batch = 32;

    private readonly string _folder;
    private readonly HiddenNetwork _network;
    private readonly VerilogTestBench _bench;
    private readonly WorkFolder _work = new();
    private readonly bool _verilator;

    /// <summary>Builds the simulation.</summary>
    /// <param name="folder">The export.</param>
    /// <param name="manifest">What it says about itself.</param>
    /// <param name="network">The network that it should be.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="InputException">There is no simulator, or it does not accept the export.</exception>
    public VerilogProgram(
        string folder,
        ExportManifest manifest,
        HiddenNetwork network,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(network);
        _folder = folder;
        _network = network;
        _bench = new VerilogTestBench(network.Spec, manifest.Name);
        string simulator = Simulator();
        _verilator = Path.GetFileName(simulator) == "verilator";
        // The test bench is of here and now: what is tried is the core and its memories.
        string full = Path.GetFullPath(folder);
        File.WriteAllText(_work["bench.v"], _bench.Text(Batch, loadBytes: 1));
        for (int layer = 0; layer < network.Spec.Layers.Count; layer++)
        {
            Copy(full, VerilogFiles.Memory(manifest.Name, layer));
        }
        string[] sources = [Path.Combine(full, $"{manifest.Name}.v"), "bench.v"];
        string top = $"{manifest.Name}_tb";
        if (_verilator)
        {
            Build(["--binary", "-O3", "-Wno-fatal", "--top-module", top, "-o", "core", "-Mdir", "obj", .. sources]);
        }
        else
        {
            Build(["-g2005", "-s", top, "-o", "core.vvp", .. sources]);
        }

        void Build(params string[] arguments) =>
            ExternalTool.Run(folder, simulator, _work.Path, cancellation, arguments);
    }

    /// <inheritdoc/>
    public override string Runner => _verilator ? "Verilator" : "Icarus Verilog";

    /// <inheritdoc/>
    public override bool TellsSpikes => true;

    /// <inheritdoc/>
    public override int Probes => 16;

    internal override IEnumerable<ExportedAnswer> Run(
        IReadOnlyList<VerifySample> samples,
        CancellationToken cancellation
    ) => samples.Chunk(Batch).SelectMany(batch => RunBatch(batch, cancellation));

    internal override void Release() => _work.Dispose();

    private IEnumerable<ExportedAnswer> RunBatch(VerifySample[] samples, CancellationToken cancellation)
    {
        // The spikes of rate-coded samples are the core's input; the library draws them.
        IReadOnlyList<GoldenSample> golden = GoldenSample.Record(
            _network,
            samples.Select(it => (it.Sample, it.Pixels))
        );
        File.WriteAllText(_work[_bench.InputFile], _bench.Input(golden));
        string[] arguments = ["+dump", $"+images={samples.Length}"];
        using Process process = _verilator
            ? ExternalTool.Start(_work["obj/core"], _work.Path, arguments)
            : ExternalTool.Start("vvp", _work.Path, ["-n", "core.vvp", .. arguments]);
        using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill());
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Queue<BigInteger>[] spikes = [.. _network.Spec.Layers.Select(_ => new Queue<BigInteger>())];
        int answers = 0;
        try
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    case ["S", var layer, var vector]:
                        spikes[int.Parse(layer, CultureInfo.InvariantCulture)].Enqueue(VerilogNumbers.Parse(vector));
                        break;
                    case ["R", var chosen, var votes]:
                        answers++;
                        yield return new ExportedAnswer(
                            int.TryParse(chosen, CultureInfo.InvariantCulture, out int number) ? number : -1,
                            _bench.Votes(VerilogNumbers.Parse(votes)),
                            Spikes(spikes)
                        );
                        break;
                }
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0 || answers < samples.Length)
        {
            throw new InputException(
                _folder,
                $"{Runner} stopped after {answers} samples of a batch: the core is stuck. {ExternalTool.Lines(errors.Result)}"
            );
        }
    }

    private static string Simulator()
    {
        if (Environment.GetEnvironmentVariable("SIMULATOR") is not { Length: > 0 } chosen)
        {
            return ExternalTool.Exists("verilator") && ExternalTool.Exists("g++") && ExternalTool.Exists("make")
                ? "verilator"
                : ExternalTool.First(
                    "Debian: apt-get install verilator g++ make, or iverilog, which is slower",
                    "iverilog"
                );
        }
        return Path.GetFileName(chosen) is "verilator" or "iverilog"
            ? chosen
            : throw new InputException("SIMULATOR", $"'{chosen}' is not a known simulator. Give verilator or iverilog");
    }

    private void Copy(string folder, string file)
    {
        try
        {
            File.Copy(Path.Combine(folder, file), _work[file]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                Path.Combine(folder, file),
                $"it cannot be read: {error.Message} Export the model again",
                error
            );
        }
    }

    private byte[] Spikes(Queue<BigInteger>[] words)
    {
        NetworkSpec spec = _network.Spec;
        int neurons = spec.Layers.Sum(layer => layer.Neurons);
        var bytes = new byte[(spec.Steps + SpikeBytes.StepsAByte - 1) / SpikeBytes.StepsAByte * neurons];
        int first = 0;
        for (int l = 0; l < words.Length; l++)
        {
            for (int step = 0; step < spec.Steps; step++)
            {
                byte[] bits = (words[l].Count > 0 ? words[l].Dequeue() : 0).ToByteArray();
                for (int neuron = 0; neuron < spec.Layers[l].Neurons; neuron++)
                {
                    if (neuron / 8 < bits.Length && (bits[neuron / 8] >> (neuron % 8) & 1) != 0)
                    {
                        bytes[step / SpikeBytes.StepsAByte * neurons + first + neuron] |= (byte)(
                            1 << (step % SpikeBytes.StepsAByte)
                        );
                    }
                }
            }
            first += spec.Layers[l].Neurons;
        }
        return bytes;
    }
}
