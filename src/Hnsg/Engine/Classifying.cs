using System.Runtime.CompilerServices;
using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Classifies samples with a network, without more ado.</summary>
public static class Classifying
{
    // Classifiers go with their network: a table of weak keys, whose values may point back at the key.
    private static readonly ConditionalWeakTable<HiddenNetwork, SharedClassifiers> s_classifiers = [];

    extension(HiddenNetwork network)
    {
        /// <summary>Classifies one sample; may be called by many threads at once.</summary>
        /// <param name="pixels">As many as the network has inputs, 0…255, row by row.</param>
        /// <param name="sample">
        /// Index of the sample, at least 0: the random stream of its input spikes. Matters only for rate-coded input.
        /// </param>
        /// <exception cref="ArgumentException">There are more or fewer pixels than inputs.</exception>
        /// <remarks>The first call draws the weights; they are kept as long as the network, for all threads together.</remarks>
        public Classification Classify(ReadOnlySpan<byte> pixels, int sample = 0)
        {
            ArgumentNullException.ThrowIfNull(network);
            return s_classifiers.GetValue(network, static it => new SharedClassifiers(it)).Classify(pixels, sample);
        }
    }
}
