using Hnsg.Randomness;

namespace Hnsg.Engine;

/// <summary>A batch of one sample, with the input spikes it has outside training.</summary>
/// <param name="pixels">Its pixels.</param>
/// <param name="seed">Seed of the network, as in <see cref="SampleSource"/>.</param>
/// <param name="index">Index of the sample in its set.</param>
internal sealed class OneSample(byte[] pixels, ulong seed, uint index) : BatchSource
{
    public override RandomKey SpikeKey { get; } = new RandomKey(seed).Derive(RandomStream.InferenceSpikes, 0);

    public override uint Sample(int slot) => index;

    public override ReadOnlySpan<byte> Pixels(int slot, Span<byte> scratch) => pixels;
}
