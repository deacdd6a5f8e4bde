using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Training;

/// <summary>How the scores of a layer are spread, and where the cut is.</summary>
/// <param name="Width">Width of a bin of |score|; the first begins at 0.</param>
/// <param name="Counts">Connections in each bin.</param>
/// <param name="Cut">Smallest |score| of a connection that stays.</param>
public sealed record ScoreHistogram(double Width, IReadOnlyList<int> Counts, double Cut)
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 60;

    internal static ScoreHistogram Of(MatrixLayout shape, ReadOnlySpan<float> scores, Mask mask)
    {
        float largest = 0;
        float cut = float.PositiveInfinity;
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                float score = Math.Abs(scores[(int)shape.Offset(input, neuron)]);
                largest = Math.Max(largest, score);
                cut = mask[input, neuron] ? Math.Min(cut, score) : cut;
            }
        }
        double width = Math.Max(largest, float.Epsilon) / (double)Bins;
        var counts = new int[Bins];
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < shape.Columns; neuron++)
            {
                double score = Math.Abs(scores[(int)shape.Offset(input, neuron)]);
                counts[Math.Min(Bins - 1, (int)(score / width))]++;
            }
        }
        return new ScoreHistogram(width, counts, float.IsFinite(cut) ? cut : largest);
    }
}
