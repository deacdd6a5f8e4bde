using Hnsg.Engine;
using Hnsg.Networks;

namespace Hnsg.Export.Verification;

/// <summary>Compares an export with the library.</summary>
public static class ExportVerifier
{
    /// <summary>Compares class, votes and, if the export reports them, the spikes of every neuron at every step.</summary>
    /// <param name="network">The network that was exported.</param>
    /// <param name="program">The export.</param>
    /// <param name="samples">Samples that both classify.</param>
    /// <param name="progress">Receives the number of samples found equal.</param>
    /// <param name="cancellation">Stops between samples.</param>
    /// <returns>The first difference, or null if there is none.</returns>
    /// <exception cref="ArgumentException">A sample does not fit the network.</exception>
    /// <exception cref="InputException">The export cannot be built or run.</exception>
    /// <exception cref="ObjectDisposedException">The program was disposed.</exception>
    /// <exception cref="InvalidOperationException">The program is busy with another call.</exception>
    public static ExportDifference? Run(
        TrainedNetwork network,
        ExportProgram program,
        IReadOnlyList<VerifySample> samples,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Any(sample => sample.Pixels.Length != network.Spec.Inputs || sample.Sample < 0))
        {
            throw new ArgumentException(
                $"A sample must have {network.Spec.Inputs} pixels and an index of at least 0.",
                nameof(samples)
            );
        }
        using ExclusiveUse.Scope run = program.Enter();
        using var recorder = new SpikeRecorder(network);
        int done = 0;
        foreach (ExportedAnswer answer in program.Run(samples, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            VerifySample sample = samples[done];
            SpikeRecording expected = recorder.Record(sample.Pixels.Span, sample.Sample);
            if (Spike(sample, expected, answer) is { } spike)
            {
                return spike;
            }
            if (!expected.Votes.SequenceEqual(answer.Votes))
            {
                return new ExportDifference
                {
                    Sample = sample,
                    Detail =
                        $"the export's votes are {string.Join(' ', answer.Votes)}, but the library's are {string.Join(' ', expected.Votes)}",
                };
            }
            if (answer.Class is { } given && given != expected.Class)
            {
                return new ExportDifference
                {
                    Sample = sample,
                    Detail =
                        $"the export's class is {given}, but the library's is {expected.Class}, with the same votes",
                };
            }
            done++;
            progress?.Report(done);
        }
        return done == samples.Count
            ? null
            : new ExportDifference { Sample = samples[done], Detail = "the export ended before it gave an answer" };
    }

    private static ExportDifference? Spike(VerifySample sample, SpikeRecording expected, ExportedAnswer answer)
    {
        if (answer.Spikes is null)
        {
            return null;
        }
        byte[] right = SpikeBytes.Of(expected);
        if (right.AsSpan().SequenceEqual(answer.Spikes))
        {
            return null;
        }
        int neurons = right.Length / ((expected.Steps + SpikeBytes.StepsAByte - 1) / SpikeBytes.StepsAByte);
        for (int step = 0; step < expected.Steps; step++)
        {
            int first = 0;
            for (int layer = 0; layer < expected.Layers; layer++)
            {
                for (int neuron = 0; neuron < expected.Neurons(layer); neuron++)
                {
                    int at = step / SpikeBytes.StepsAByte * neurons + first + neuron;
                    bool found = (answer.Spikes[at] >> (step % SpikeBytes.StepsAByte) & 1) != 0;
                    if (found != expected.Spiked(layer, step, neuron))
                    {
                        return new ExportDifference
                        {
                            Sample = sample,
                            Step = step,
                            Layer = layer,
                            Neuron = neuron,
                            Detail = found
                                ? "the export spikes, but the library does not"
                                : "the library spikes, but the export does not",
                        };
                    }
                }
                first += expected.Neurons(layer);
            }
        }
        return new ExportDifference { Sample = sample, Detail = "the export has spikes after the last step" };
    }
}
