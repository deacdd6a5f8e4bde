using Hnsg.Networks;
using Hnsg.Randomness;

namespace Hnsg.Engine;

/// <summary>The random stream of rate-coded input outside training.</summary>
internal static class InferenceSpikes
{
    /// <summary>One key for all samples of a network, so that a sample alone spikes as it does in its set.</summary>
    public static RandomKey Key(NetworkSpec spec) => new RandomKey(spec.Seed).Derive(RandomStream.InferenceSpikes, 0);
}
