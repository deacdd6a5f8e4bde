using Hnsg.Encoding;
using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Tests.Extending;

/// <summary>A pixel p ≥ 1 spikes at every n-th step, n = ceil(256 / p).</summary>
internal sealed unsafe class BlinkEncoder(int steps) : Encoder
{
    public override void Encode(ReadOnlySpan<byte> pixels, RandomKey key, uint sample, InputTrain train)
    {
        ListActive(pixels, train, spikes: true);
        for (int a = 0; a < train.ActiveCount; a++)
        {
            int period = (255 + train.Values[a]) / train.Values[a];
            for (int t = period - 1; t < steps; t += period)
            {
                train.Add(a, t);
            }
        }
    }
}
