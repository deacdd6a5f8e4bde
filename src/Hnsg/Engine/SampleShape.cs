using Hnsg.Data;
using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Whether samples fit a network.</summary>
internal static class SampleShape
{
    /// <summary>Checks a sample.</summary>
    /// <exception cref="ArgumentException">It has more or fewer pixels than the network has inputs.</exception>
    public static void Check(NetworkSpec spec, ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != spec.Inputs)
        {
            throw new ArgumentException(
                $"The sample has {pixels.Length} pixels, but the network has {spec.Inputs} inputs.",
                nameof(pixels)
            );
        }
    }

    /// <summary>Checks a set of samples.</summary>
    /// <exception cref="ArgumentException">Its samples have more or fewer pixels than the network has inputs.</exception>
    public static void Check(NetworkSpec spec, SampleSet samples)
    {
        if (samples.Inputs != spec.Inputs)
        {
            throw new ArgumentException(
                $"The samples have {samples.Inputs} pixels, but the network has {spec.Inputs} inputs.",
                nameof(samples)
            );
        }
    }
}
