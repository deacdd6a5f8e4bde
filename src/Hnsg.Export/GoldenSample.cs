using Hnsg.Engine;
using Hnsg.Networks;

namespace Hnsg.Export;

/// <summary>A sample and what the network does with it, for an export's self-test.</summary>
public sealed record GoldenSample
{
    /// <summary>Index of the sample in its set: the random stream of rate-coded input.</summary>
    public required int Sample { get; init; }

    /// <summary>Its pixels, row by row.</summary>
    public required ReadOnlyMemory<byte> Pixels { get; init; }

    /// <summary>Every spike.</summary>
    public required SpikeRecording Recording { get; init; }

    /// <summary>Runs a network over samples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Indices and pixels, with as many pixels as the network has inputs.</param>
    /// <exception cref="ArgumentException">A sample has more or fewer pixels, or a negative index.</exception>
    public static IReadOnlyList<GoldenSample> Record(
        HiddenNetwork network,
        IEnumerable<(int Sample, ReadOnlyMemory<byte> Pixels)> samples
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        using var recorder = new SpikeRecorder(network);
        return
        [
            .. samples.Select(it => new GoldenSample
            {
                Sample = it.Sample,
                Pixels = it.Pixels,
                Recording = recorder.Record(it.Pixels.Span, it.Sample),
            }),
        ];
    }

    /// <summary>Makes sure that samples were recorded with a network.</summary>
    /// <exception cref="ArgumentException">There are none, or one was recorded with another network.</exception>
    internal static void Check(HiddenNetwork network, IReadOnlyList<GoldenSample> golden)
    {
        ArgumentNullException.ThrowIfNull(golden);
        ArgumentOutOfRangeException.ThrowIfLessThan(golden.Count, 1);
        NetworkSpec spec = network.Spec;
        if (
            golden.Any(it =>
                it?.Recording is not { } recording
                || it.Sample < 0
                || it.Pixels.Length != spec.Inputs
                || recording.Steps != spec.Steps
                || recording.Layers != spec.Layers.Count
                || Enumerable.Range(0, recording.Layers).Any(l => recording.Neurons(l) != spec.Layers[l].Neurons)
            )
        )
        {
            throw new ArgumentException(
                "A sample was recorded with another network. Record it with this one.",
                nameof(golden)
            );
        }
    }
}
