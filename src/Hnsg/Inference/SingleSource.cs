using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Inference;

/// <summary>One sample, changed from call to call.</summary>
internal sealed class SingleSource(NetworkSpec spec) : BatchSource
{
    private readonly byte[] _pixels = new byte[spec.Inputs];
    private uint _sample;

    // The same key as in SampleSource, so that a sample alone spikes as it does in its set.
    public override RandomKey SpikeKey { get; } = new RandomKey(spec.Seed).Derive(RandomStream.InferenceSpikes, 0);

    public override uint Sample(int slot) => _sample;

    public override ReadOnlySpan<byte> Pixels(int slot, Span<byte> scratch) => _pixels;

    /// <summary>Takes the sample that comes next.</summary>
    /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
    public void Set(ReadOnlySpan<byte> pixels, int sample)
    {
        if (pixels.Length != _pixels.Length)
        {
            throw new ArgumentException(
                $"The sample has {pixels.Length} pixels, the network {_pixels.Length} inputs.",
                nameof(pixels)
            );
        }
        pixels.CopyTo(_pixels);
        _sample = (uint)sample;
    }
}
