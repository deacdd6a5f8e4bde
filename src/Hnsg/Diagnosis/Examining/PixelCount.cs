using System.Numerics;
using Hnsg.Data;

namespace Hnsg.Diagnosis.Examining;

/// <summary>What values the pixels of a set of samples have.</summary>
internal sealed class PixelCount
{
    /// <summary>Looks at every pixel of a set.</summary>
    public PixelCount(SampleSet samples)
    {
        Ever = new bool[samples.Inputs];
        var highest = new byte[samples.Inputs];
        long sum = 0;
        for (int n = 0; n < samples.Count; n++)
        {
            ReadOnlySpan<byte> pixels = samples.Pixels(n);
            for (int at = 0; at < pixels.Length; )
            {
                if (Vector.IsHardwareAccelerated && at + Vector<byte>.Count <= pixels.Length)
                {
                    var values = new Vector<byte>(pixels[at..]);
                    Vector.Max(values, new Vector<byte>(highest, at)).CopyTo(highest, at);
                    Vector.Widen(values, out Vector<ushort> low, out Vector<ushort> high);
                    sum += Vector.Sum(low + high);
                    at += Vector<byte>.Count;
                    continue;
                }
                highest[at] = Math.Max(highest[at], pixels[at]);
                sum += pixels[at++];
            }
        }
        for (int pixel = 0; pixel < highest.Length; pixel++)
        {
            Ever[pixel] = highest[pixel] > 0;
        }
        Highest = highest.Max();
        Mean = (double)sum / Math.Max(1, (long)samples.Count * samples.Inputs);
    }

    /// <summary>Which pixels are other than 0 in some sample.</summary>
    public bool[] Ever { get; }

    /// <summary>Highest value of any pixel.</summary>
    public int Highest { get; }

    /// <summary>Mean value.</summary>
    public double Mean { get; }
}
