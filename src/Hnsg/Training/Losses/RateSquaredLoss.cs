namespace Hnsg.Training.Losses;

/// <summary>Mean over the classes of (count/T − y)²: the wanted class is to spike at every step, the others never.</summary>
internal sealed class RateSquaredLoss(double smoothing) : Loss
{
    public override double Evaluate(
        in OutputTrace output,
        int target,
        double scale,
        Span<float> spikeGradient,
        Span<float> membraneGradient
    )
    {
        double loss = 0;
        for (int c = 0; c < output.Classes; c++)
        {
            double error = (double)output.Votes[c] / output.Steps - Target(c == target, output.Classes, smoothing);
            loss += error * error / output.Classes;
            Spread(output, c, 2 * error / (output.Classes * output.Steps) * scale, spikeGradient);
        }
        return loss;
    }
}
