using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Engine;

/// <summary>Samples of a set in their order, as they are.</summary>
/// <param name="samples">The set.</param>
/// <param name="spec">The network, whose seed names the random stream of rate-coded input.</param>
internal sealed class SampleSource(SampleSet samples, NetworkSpec spec) : BatchSource
{
    /// <summary>Index of the sample in slot 0.</summary>
    public int First { get; set; }

    public override RandomKey SpikeKey { get; } = InferenceSpikes.Key(spec);

    public override uint Sample(int slot) => (uint)(First + slot);

    public override ReadOnlySpan<byte> Pixels(int slot, Span<byte> scratch) => samples.Pixels(First + slot);
}
