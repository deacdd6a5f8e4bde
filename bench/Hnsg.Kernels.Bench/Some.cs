using Hnsg.Encoding;
using Hnsg.Networks;
using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Bench;

/// <summary>Inputs like those of a training.</summary>
internal static class Some
{
    public static AlignedBuffer<float> Floats(int length)
    {
        var random = new Random(1);
        var buffer = new AlignedBuffer<float>(length);
        foreach (ref float value in buffer.Span)
        {
            value = random.NextSingle() - 0.5f;
        }
        return buffer;
    }

    /// <summary>A rate-coded picture of which a fifth is lit, as of MNIST.</summary>
    public static InputTrain Train(int steps)
    {
        var random = new Random(1);
        var pixels = new byte[784];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(
                random.Next(5) > 0 ? 0
                : random.Next(3) > 0 ? 253
                : random.Next(1, 253)
            );
        }
        var train = new InputTrain(steps);
        using var encoder = Encoder.Create(InputEncoding.Rate, steps);
        encoder.Encode(pixels, new RandomKey(1), 0, train);
        return train;
    }
}
