using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Encoding;

/// <summary>A pixel spikes where it differs by at least <see cref="Least"/> from the step before, the first time from 0.</summary>
/// <param name="steps">T.</param>
internal sealed unsafe class DeltaEncoder(int steps) : Encoder
{
    /// <summary>Least difference that is worth a spike.</summary>
    public const int Least = 26;

    public override void Encode(ReadOnlySpan<byte> pixels, RandomKey key, uint sample, InputTrain train) =>
        EncodeFrames(pixels, pixels.Length, train);

    /// <summary>Encodes pictures that change.</summary>
    /// <param name="frames">Picture after picture, one a step; the last one stays.</param>
    /// <param name="inputs">Pixels of a picture.</param>
    /// <param name="train">Filled.</param>
    public void EncodeFrames(ReadOnlySpan<byte> frames, int inputs, InputTrain train)
    {
        int active = 0;
        for (int i = 0; i < inputs; i++)
        {
            active += First(frames, inputs, i) < steps ? 1 : 0;
        }
        train.Begin(active, spikes: true);
        active = 0;
        for (int i = 0; i < inputs; i++)
        {
            int first = First(frames, inputs, i);
            if (first >= steps)
            {
                continue;
            }
            train.Active[active] = (ushort)i;
            for (int t = first; t < steps && t * inputs < frames.Length; t++)
            {
                if (Spikes(frames, inputs, i, t))
                {
                    train.Add(active, t);
                }
            }
            active++;
        }
    }

    // The step of the first spike; int.MaxValue for none.
    private static int First(ReadOnlySpan<byte> frames, int inputs, int input)
    {
        for (int t = 0; t * inputs < frames.Length; t++)
        {
            if (Spikes(frames, inputs, input, t))
            {
                return t;
            }
        }
        return int.MaxValue;
    }

    private static bool Spikes(ReadOnlySpan<byte> frames, int inputs, int input, int step)
    {
        int before = step == 0 ? 0 : frames[(step - 1) * inputs + input];
        return Math.Abs(frames[step * inputs + input] - before) >= Least;
    }
}
