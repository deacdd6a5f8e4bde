using Hnsg.Randomness;
using Hnsg.Spikes;

namespace Hnsg.Encoding;

/// <summary>The pixels themselves are the input, at every step the same.</summary>
internal sealed class DirectEncoder : Encoder
{
    public override void Encode(ReadOnlySpan<byte> pixels, RandomKey key, uint sample, InputTrain train) =>
        ListActive(pixels, train, spikes: false);
}
