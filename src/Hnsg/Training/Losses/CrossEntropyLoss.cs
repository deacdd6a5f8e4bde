using Hnsg.Kernels;

namespace Hnsg.Training.Losses;

/// <summary>−Σ_c y_c·log softmax(logit)_c, the logits being spike counts, counts/T, or mean membranes.</summary>
internal sealed class CrossEntropyLoss(CrossEntropyLoss.Logit logit, double smoothing) : Loss
{
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
        double largest = double.NegativeInfinity;
        for (int c = 0; c < output.Classes; c++)
        {
            largest = Math.Max(largest, Value(output, c));
        }
        double sum = 0;
        for (int c = 0; c < output.Classes; c++)
        {
            sum += PortableMath.Exp(Value(output, c) - largest);
        }
        double logSum = PortableMath.Log(sum);
        double loss = 0;
        for (int c = 0; c < output.Classes; c++)
        {
            double logProbability = Value(output, c) - largest - logSum;
            double wanted = Target(c == target, output.Classes, smoothing);
            double gradient = (PortableMath.Exp(logProbability) - wanted) * scale;
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

    private double Value(in OutputTrace output, int neuron) =>
        logit switch
        {
            Logit.Count => output.Votes[neuron],
            Logit.Rate => (double)output.Votes[neuron] / output.Steps,
            _ => output.MeanMembrane(neuron),
        };
}
