using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Encoding;

/// <summary>A pixel p spikes once, at step floor((255 − p)·T / 256); a pixel of 0 never.</summary>
/// <param name="steps">T.</param>
internal sealed unsafe class LatencyEncoder(int steps) : Encoder
{
    public override void Encode(ReadOnlySpan<byte> pixels, RandomKey key, uint sample, InputTrain train)
    {
        ListActive(pixels, train, spikes: true);
        for (int a = 0; a < train.ActiveCount; a++)
        {
            train.Add(a, (255 - train.Values[a]) * steps / 256);
        }
    }
}
