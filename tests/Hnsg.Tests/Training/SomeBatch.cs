using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Tests.Encoding;
using Hnsg.Tests.Kernels;

namespace Hnsg.Tests.Training;

/// <summary>Samples of a few pixels, and what they are to a first layer.</summary>
internal static class SomeBatch
{
    public static SampleSet Of(int count, int inputs, int classes) =>
        new(
            Enumerable.Range(0, count).SelectMany(n => SomeNumbers.Picture(inputs, (ulong)n + 70)).ToArray(),
            Enumerable.Range(0, count).Select(n => (byte)(n * 2 % classes)).ToArray(),
            inputs
        );

    /// <summary>Steps × inputs of a sample in units of 2^−F, as <see cref="SlowNetwork.Run"/> takes them.</summary>
    public static int[][] Input(NetworkSpec spec, SampleSet samples, int sample)
    {
        RandomKey key = new RandomKey(spec.Seed).Derive(RandomStream.InferenceSpikes, 0);
        byte[] pixels = samples.Pixels(sample).ToArray();
        return [.. Enumerable.Range(0, spec.Steps).Select(t => pixels.Select((p, i) => Amplitude(p, i, t)).ToArray())];

        int Amplitude(byte p, int i, int t) =>
            spec.Encoding == InputEncoding.Direct ? p
            : Spikes(p, i, t) ? 1 << spec.FractionBits
            : 0;

        bool Spikes(byte p, int i, int t) =>
            spec.Encoding switch
            {
                InputEncoding.Latency => p > 0 && t == (int)Math.Floor((255 - p) * spec.Steps / 256.0),
                InputEncoding.Delta => t == 0 && p >= 26,
                _ => RateDefinition.Spikes(key, (uint)sample, i, p, spec.Steps, t),
            };
    }
}
