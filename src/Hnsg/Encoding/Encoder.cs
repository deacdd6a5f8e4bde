using System.Numerics;
using System.Runtime.Intrinsics;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Encoding;

/// <summary>Turns the pixels of a sample into the input of the first layer.</summary>
internal abstract class Encoder : IDisposable
{
    /// <summary>The encoder of an encoding.</summary>
    /// <param name="encoding">Which.</param>
    /// <param name="steps">T.</param>
    public static Encoder Create(InputEncoding encoding, int steps) =>
        encoding switch
        {
            InputEncoding.Direct => new DirectEncoder(),
            InputEncoding.Rate => new RateEncoder(steps),
            InputEncoding.Latency => new LatencyEncoder(steps),
            InputEncoding.Delta => new DeltaEncoder(steps),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        };

    /// <summary>Encodes one sample; not to be called by two threads at once.</summary>
    /// <param name="pixels">Pixels, 0…255.</param>
    /// <param name="key">Key of the input spikes, where the encoding is random.</param>
    /// <param name="sample">Index of the sample: its random stream.</param>
    /// <param name="train">Filled.</param>
    public abstract void Encode(ReadOnlySpan<byte> pixels, RandomKey key, uint sample, InputTrain train);

    /// <summary>Gives back the memory of the encoder.</summary>
    public virtual void Dispose() { }

    /// <summary>Notes the pixels that are not 0, with their values.</summary>
    protected static unsafe void ListActive(ReadOnlySpan<byte> pixels, InputTrain train, bool spikes)
    {
        train.Begin(pixels.Length - pixels.Count((byte)0), spikes);
        int i = 0;
        int count = 0;
        fixed (byte* pixel = pixels)
        {
            // Lanes: 64 pixels.
            for (; Vector128.IsHardwareAccelerated && i + 64 <= pixels.Length; i += 64)
            {
                Vector512<byte> values = Vector512.Load(pixel + i);
                ulong some = ~Vector512.Equals(values, Vector512<byte>.Zero).ExtractMostSignificantBits();
                int end = count + BitOperations.PopCount(some);
                SpikeList.Append(some, i, train.Active + count);
                for (; count < end; count++)
                {
                    train.Values[count] = pixel[train.Active[count]];
                }
            }
        }
        for (; i < pixels.Length; i++)
        {
            if (pixels[i] != 0)
            {
                train.Active[count] = (ushort)i;
                train.Values[count++] = pixels[i];
            }
        }
    }
}
