using System.Runtime.Intrinsics;

namespace Hnsg.Training.Surrogates;

/// <summary>The formula of a surrogate, once for 16 lanes and once for one number; both give the same bits.</summary>
internal interface ISurrogateFormula
{
    static abstract Vector512<float> Of(Vector512<float> z, float slope);

    static abstract float Of(float z, float slope);
}

/// <summary>A surrogate from its formula.</summary>
/// <remarks>Lanes: 16 elements; the tail is done one by one by the scalar form.</remarks>
internal sealed class Surrogate<TFormula>(double slope) : Surrogate(slope)
    where TFormula : ISurrogateFormula
{
    private protected override void Fill(ReadOnlySpan<float> distance, Span<float> derivative)
    {
        int done = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; done + 16 <= distance.Length; done += 16)
            {
                Vector512<float> z = Vector512.Create(distance.Slice(done, 16));
                TFormula.Of(z, Slope).CopyTo(derivative[done..]);
            }
        }
        for (; done < distance.Length; done++)
        {
            derivative[done] = TFormula.Of(distance[done], Slope);
        }
    }
}
