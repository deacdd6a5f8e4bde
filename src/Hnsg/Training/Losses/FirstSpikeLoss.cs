using Hnsg.Kernels;
using Hnsg.Shared;

namespace Hnsg.Training.Losses;

/// <summary>−Σ_c y_c·log softmax(−t_c), t_c being the step of the first spike of class c from 0, and T without one.</summary>
/// <remarks>
/// Written with spikes s in {0, 1}, t_c = Σ_t Π_{τ ≤ t} (1 − s[τ]), which is linear in each spike; its derivatives are the
/// gradient. At a step before the first spike that is how much sooner a spike there would be, at the first spike how much
/// later the second one comes, and after it 0.
/// </remarks>
internal sealed class FirstSpikeLoss(double smoothing) : Loss
{
    public override double Evaluate(
        in OutputTrace output,
        int target,
        double scale,
        Span<float> spikeGradient,
        Span<float> membraneGradient
    )
    {
        // −t is at most 0, and one class has the largest: no exponential overflows.
        int earliest = output.Steps;
        for (int c = 0; c < output.Classes; c++)
        {
            earliest = Math.Min(earliest, Next(output, c, 0));
        }
        double sum = 0;
        for (int c = 0; c < output.Classes; c++)
        {
            sum += PortableMath.Exp(earliest - Next(output, c, 0));
        }
        double logSum = PortableMath.Log(sum);
        double loss = 0;
        for (int c = 0; c < output.Classes; c++)
        {
            int first = Next(output, c, 0);
            int second = first < output.Steps ? Next(output, c, first + 1) : first;
            double logProbability = earliest - first - logSum;
            double wanted = Target(c == target, output.Classes, smoothing);
            loss -= wanted * logProbability;
            double gradient = (PortableMath.Exp(logProbability) - wanted) * scale;
            for (int t = 0; t < output.Steps; t++)
            {
                int sooner =
                    t < first ? first - t
                    : t == first ? second - first
                    : 0;
                spikeGradient[output.Index(t, c)] = (float)(gradient * sooner);
            }
        }
        return loss;
    }

    // The step of the next spike, or T.
    private static int Next(in OutputTrace output, int neuron, int from)
    {
        int t = from;
        while (t < output.Steps && !(output.Distance[output.Index(t, neuron)] > 0))
        {
            t++;
        }
        return t;
    }
}
