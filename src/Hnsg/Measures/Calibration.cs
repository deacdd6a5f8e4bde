namespace Hnsg.Measures;

/// <summary>Whether a network is right as often as it is sure: the softmax of its votes against its accuracy.</summary>
/// <remarks>If output neurons never spike there are no votes; the softmax of their mean membranes is used instead.</remarks>
/// <param name="Error">
/// Expected calibration error, Σ n_b/N · |accuracy_b − confidence_b| over 15 bins of equal width, in 0…1 (Guo et al.,
/// ICML 2017, arXiv 1706.04599).
/// </param>
/// <param name="Reliability">The bins.</param>
public sealed record Calibration(double Error, IReadOnlyList<CalibrationBin> Reliability)
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 15;

    internal static Calibration Of(AnswerCount count)
    {
        CalibrationBin[] bins =
        [
            .. Enumerable
                .Range(0, Bins)
                .Select(b => new CalibrationBin(
                    (double)b / Bins,
                    (b + 1.0) / Bins,
                    count.BinSamples[b],
                    count.Confidence(b),
                    (double)count.BinCorrect[b] / Math.Max(1, count.BinSamples[b])
                )),
        ];
        double error = bins.Sum(bin => bin.Samples * Math.Abs(bin.Accuracy - bin.Confidence)) / count.Samples;
        return new Calibration(error, bins);
    }
}
