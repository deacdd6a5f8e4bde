using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Shared;

namespace Hnsg.Training.Losses;

/// <summary>−Σ_c y_c·log softmax(logit)_c, the logits being spike counts, counts/T, or mean membranes.</summary>
internal sealed class CrossEntropyLoss(CrossEntropyLoss.Logit logit, double smoothing) : Loss
{
    private const int Lanes = 8;

    /// <summary>What the softmax is taken of.</summary>
    internal enum Logit
    {
        Count,
        Rate,
        MeanMembrane,
    }

    public override bool UsesMembrane => logit == Logit.MeanMembrane;

    public override double Evaluate(
        in OutputTrace output,
        int target,
        double scale,
        Span<float> spikeGradient,
        Span<float> membraneGradient
    )
    {
        int classes = output.Classes;
        int padded = (classes + Lanes - 1) / Lanes * Lanes;
        Span<double> values = padded <= 64 ? stackalloc double[padded] : new double[padded];
        Span<double> powers = padded <= 64 ? stackalloc double[padded] : new double[padded];
        values.Clear();
        double largest = double.NegativeInfinity;
        for (int c = 0; c < classes; c++)
        {
            values[c] = Value(output, c);
            largest = Math.Max(largest, values[c]);
        }
        for (int c = 0; c < classes; c++)
        {
            values[c] -= largest;
        }
        Exp(values, powers);
        double sum = 0;
        for (int c = 0; c < classes; c++)
        {
            sum += powers[c];
        }
        double logSum = PortableMath.Log(sum);
        for (int c = 0; c < classes; c++)
        {
            values[c] -= logSum;
        }
        Exp(values, powers);
        double loss = 0;
        for (int c = 0; c < classes; c++)
        {
            double logProbability = values[c];
            double wanted = Target(c == target, classes, smoothing);
            double gradient = (powers[c] - wanted) * scale;
            loss -= wanted * logProbability;
            switch (logit)
            {
                case Logit.Count:
                    Spread(output, c, gradient, spikeGradient);
                    break;
                case Logit.Rate:
                    Spread(output, c, gradient / output.Steps, spikeGradient);
                    break;
                default:
                    Spread(output, c, 0, spikeGradient);
                    membraneGradient[c] = (float)(gradient / output.Steps);
                    break;
            }
        }
        return loss;
    }

    private static void Exp(ReadOnlySpan<double> values, Span<double> powers)
    {
        for (int c = 0; c < values.Length; c += Lanes)
        {
            PortableMath.Exp(Vector512.Create(values.Slice(c, Lanes))).CopyTo(powers[c..]);
        }
    }

    private double Value(in OutputTrace output, int neuron) =>
        logit switch
        {
            Logit.Count => output.Votes[neuron],
            Logit.Rate => (double)output.Votes[neuron] / output.Steps,
            _ => output.MeanMembrane(neuron),
        };
}
