using Hnsg.Inference;
using Hnsg.Networks;

namespace Hnsg.Export;

/// <summary>A sample and what the network does with it, by which an export tests itself.</summary>
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
    /// <param name="samples">Indices and pixels, of as many pixels as the network has inputs.</param>
    public static IReadOnlyList<GoldenSample> Record(
        HiddenNetwork network,
        IEnumerable<(int Sample, ReadOnlyMemory<byte> Pixels)> samples
    )
    {
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
}
