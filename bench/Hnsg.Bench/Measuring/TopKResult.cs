namespace Hnsg.Bench.Measuring;

/// <summary>One case of the top-k benchmark.</summary>
/// <param name="Name">What the scores are like.</param>
/// <param name="Selection">Time of a selection.</param>
/// <param name="Sort">Time of <see cref="Array.Sort{T}(T[])"/> on the same |score|.</param>
/// <param name="Exact">Whether the selection is that of a sort with ties to the lower index.</param>
internal sealed record TopKResult(string Name, Spread Selection, Spread Sort, bool Exact)
{
    public double TimesAsFast => Sort.Median / Selection.Median;
}
