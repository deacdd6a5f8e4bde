using System.Buffers.Binary;
using System.Diagnostics;
using Hnsg.Export.Verification;
using Hnsg.Networks;

namespace Hnsg.Export.C;

/// <summary>Exported C, compiled for this machine.</summary>
/// <remarks>
/// The compiler is <c>$CC</c>, else gcc, cc or clang; <c>$CFLAGS</c>, default <c>-O2</c>, comes after
/// <c>-std=c99 -Wall -Wextra -Werror -pedantic</c>.
/// </remarks>
public sealed class CProgram : ExportProgram
{
    private readonly NetworkSpec _spec;
    private readonly WorkFolder _work = new();
    private readonly string _folder;
    private readonly string _compiler;
    private readonly string[] _flags;

    /// <summary>Compiles an export.</summary>
    /// <param name="folder">The export.</param>
    /// <param name="manifest">What it says about itself.</param>
    /// <param name="spec">What it should be.</param>
    /// <param name="cancellation">Stops the compiler.</param>
    /// <exception cref="InputException">There is no compiler, or it does not accept the export.</exception>
    public CProgram(string folder, ExportManifest manifest, NetworkSpec spec, CancellationToken cancellation = default)
    {
        _folder = folder;
        _spec = spec;
        _compiler = Environment.GetEnvironmentVariable("CC") is { Length: > 0 } chosen
            ? chosen
            : ExternalTool.First("Debian: apt-get install gcc libc6-dev", "gcc", "cc", "clang");
        _flags =
        [
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-pedantic",
            .. (Environment.GetEnvironmentVariable("CFLAGS") ?? "-O2").Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            ),
        ];
        var template = new Template { ["name"] = manifest.Name, ["NAME"] = manifest.Name.ToUpperInvariant() };
        File.WriteAllText(_work["verify.c"], template.Fill("verify.c"));
        string full = Path.GetFullPath(folder);
        ExternalTool.Run(
            folder,
            _compiler,
            _work.Path,
            cancellation,
            [.. _flags, "-I", full, "-o", "verify", "verify.c", Path.Combine(full, $"{manifest.Name}.c")]
        );
    }

    /// <inheritdoc/>
    public override string Runner => $"{_compiler} {string.Join(' ', _flags)}";

    /// <inheritdoc/>
    public override bool TellsSpikes => true;

    internal override IEnumerable<ExportedAnswer> Run(
        IReadOnlyList<VerifySample> samples,
        CancellationToken cancellation
    )
    {
        using Process process = ExternalTool.Start(_work["verify"], _work.Path);
        using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill());
        Task writing = Task.Run(() => Write(process, samples), CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        int neurons = _spec.Layers.Sum(layer => layer.Neurons);
        var spikes = new byte[(_spec.Steps + SpikeBytes.StepsAByte - 1) / SpikeBytes.StepsAByte * neurons];
        var numbers = new byte[2 + 2 * _spec.Classes];
        try
        {
            Stream output = process.StandardOutput.BaseStream;
            foreach (VerifySample _ in samples)
            {
                if (
                    output.ReadAtLeast(spikes, spikes.Length, false) < spikes.Length
                    || output.ReadAtLeast(numbers, numbers.Length, false) < numbers.Length
                )
                {
                    cancellation.ThrowIfCancellationRequested();
                    process.WaitForExit();
                    throw new InputException(
                        _folder,
                        $"the program stopped with exit code {process.ExitCode}: {ExternalTool.Lines(errors.Result)}"
                    );
                }
                yield return new ExportedAnswer(
                    Number(numbers, 0),
                    [.. Enumerable.Range(1, _spec.Classes).Select(n => Number(numbers, n))],
                    spikes
                );
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
            writing.Wait(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _work.Dispose();
        base.Dispose();
    }

    private static void Write(Process process, IReadOnlyList<VerifySample> samples)
    {
        try
        {
            using Stream input = process.StandardInput.BaseStream;
            var index = new byte[4];
            foreach (VerifySample sample in samples)
            {
                BinaryPrimitives.WriteInt32LittleEndian(index, sample.Sample);
                input.Write(index);
                input.Write(sample.Pixels.Span);
            }
        }
        // The program has ended early; who reads its output will see that.
        catch (IOException) { }
    }

    private static int Number(byte[] bytes, int n) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * n));
}
