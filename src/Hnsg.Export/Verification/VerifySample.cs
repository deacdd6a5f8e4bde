using Hnsg.Data;
using Hnsg.Randomness;

namespace Hnsg.Export.Verification;

/// <summary>A sample that an export and the library both classify.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Sample">Index in its set: the random stream of rate-coded input.</param>
/// <param name="Pixels">Its pixels, row by row.</param>
public readonly record struct VerifySample(string Name, int Sample, ReadOnlyMemory<byte> Pixels)
{
    private const ulong ProbeSeed = 0x686E73672D707262;

    /// <summary>The first samples of a set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static IEnumerable<VerifySample> Of(SampleSet samples, int count)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Enumerable
            .Range(0, Math.Min(count, samples.Count))
            .Select(n => new VerifySample($"sample {n}", n, samples.Pixels(n).ToArray()));
    }

    /// <summary>Pictures of random dots, which also test connections from pixels that are 0 in every sample of a set.</summary>
    /// <param name="inputs">Pixels of a picture, at least 1.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no pixels, or the count is negative.</exception>
    public static IEnumerable<VerifySample> Probes(int inputs, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Enumerable.Range(0, count).Select(n => Probe(inputs, n));
    }

    private static VerifySample Probe(int inputs, int n)
    {
        var key = new RandomKey(ProbeSeed);
        // One pixel in 32 up to one in 2, as dark or bright as it comes.
        uint density = 1u << (n % 5 + 3);
        var pixels = new byte[inputs];
        for (int i = 0; i < inputs; i++)
        {
            ulong random = key.Draw((uint)n, (uint)i);
            pixels[i] = (byte)random < density ? (byte)(random >> 8) : (byte)0;
        }
        return new VerifySample($"probe picture {n}", n, pixels);
    }
}
