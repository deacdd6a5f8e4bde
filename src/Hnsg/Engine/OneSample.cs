using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Engine;

/// <summary>A batch of one sample, with the input spikes it has outside training.</summary>
/// <param name="pixels">Its pixels.</param>
/// <param name="spec">The network, whose seed names the random stream of rate-coded input.</param>
/// <param name="index">Index of the sample in its set.</param>
internal sealed class OneSample(byte[] pixels, NetworkSpec spec, uint index) : BatchSource
{
    public override RandomKey SpikeKey { get; } = InferenceSpikes.Key(spec);

    public override uint Sample(int slot) => index;

    public override ReadOnlySpan<byte> Pixels(int slot, Span<byte> scratch) => pixels;
}
