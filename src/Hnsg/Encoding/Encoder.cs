using Hnsg.Networks;
using Hnsg.Randomness;

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
        int count = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] != 0)
            {
                train.Active[count] = (ushort)i;
                train.Values[count++] = pixels[i];
            }
        }
    }
}
