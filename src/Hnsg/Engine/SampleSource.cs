using Hnsg.Data;
using Hnsg.Randomness;

namespace Hnsg.Engine;

/// <summary>Samples of a set in their order, as they are.</summary>
/// <param name="samples">The set.</param>
/// <param name="seed">Seed of the network, from which the key of input spikes outside training is made.</param>
internal sealed class SampleSource(SampleSet samples, ulong seed) : BatchSource
{
    /// <summary>Index of the sample in slot 0.</summary>
    public int First { get; set; }

    public override RandomKey SpikeKey { get; } = new RandomKey(seed).Derive(RandomStream.InferenceSpikes, 0);

    public override uint Sample(int slot) => (uint)(First + slot);

    public override ReadOnlySpan<byte> Pixels(int slot, Span<byte> scratch) => samples.Pixels(First + slot);
}
