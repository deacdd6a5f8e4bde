using System.Buffers.Binary;
using System.Diagnostics;
using Hnsg.Networks;

namespace Hnsg.Export.Verification;

/// <summary>An export run by a program that reads samples from standard input and writes answers to standard output.</summary>
/// <remarks>
/// A sample is its index, 32 bits, and its pixels, a byte each. An answer is the spikes as <see cref="SpikeBytes"/> has
/// them, if the program reports them, then the class and the votes, 16 bits each. All numbers are little-endian.
/// </remarks>
internal abstract class PipedProgram : ExportProgram
{
    private readonly string _export;
    private readonly NetworkSpec _spec;

    private protected PipedProgram(string export, NetworkSpec spec)
    {
        _export = export;
        _spec = spec;
    }

    private protected WorkFolder Work { get; } = new();

    private protected abstract Process Start();

    internal override IEnumerable<ExportedAnswer> Run(
        IReadOnlyList<VerifySample> samples,
        CancellationToken cancellation
    )
    {
        using Process process = Start();
        using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill());
        Task writing = Task.Run(() => Write(process, samples), CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        int neurons = _spec.Layers.Sum(layer => layer.Neurons);
        byte[] spikes = TellsSpikes
            ? new byte[(_spec.Steps + SpikeBytes.StepsAByte - 1) / SpikeBytes.StepsAByte * neurons]
            : [];
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
                        _export,
                        $"the program stopped with exit code {process.ExitCode}: {ExternalTool.Lines(errors.Result)}"
                    );
                }
                yield return new ExportedAnswer(
                    Number(numbers, 0),
                    [.. Enumerable.Range(1, _spec.Classes).Select(n => Number(numbers, n))],
                    TellsSpikes ? spikes : null
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

    internal override void Release() => Work.Dispose();

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
