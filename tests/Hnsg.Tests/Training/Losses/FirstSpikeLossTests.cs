using Hnsg.Randomness;
using Hnsg.Training.Losses;
using Xunit;

namespace Hnsg.Tests.Training.Losses;

/// <summary>The first-spike loss against its formula for spikes that may be any real numbers, and its derivatives.</summary>
public class FirstSpikeLossTests
{
    private const int Steps = 7;
    private const int Width = 16;

    [Theory]
    [InlineData(2, 0.0)]
    [InlineData(3, 0.1)]
    [InlineData(16, 0.0)]
    public void Value_and_gradients_are_those_of_the_formula(int classes, double smoothing)
    {
        Loss loss = Loss.Create("first-spike-cross-entropy", smoothing);
        for (ulong seed = 0; seed < 20; seed++)
        {
            double[,] spikes = Draw(classes, seed);
            (double value, float[] gradient) = Evaluate(loss, spikes, classes, target: 1);
            Assert.Equal(Formula(spikes, classes, 1, smoothing), value, 1e-12);
            for (int c = 0; c < classes; c++)
            {
                for (int t = 0; t < Steps; t++)
                {
                    const double h = 1e-6;
                    double was = spikes[t, c];
                    spikes[t, c] = was + h;
                    double above = Formula(spikes, classes, 1, smoothing);
                    spikes[t, c] = was - h;
                    double below = Formula(spikes, classes, 1, smoothing);
                    spikes[t, c] = was;
                    Assert.Equal((above - below) / (2 * h) / 4, gradient[t * Width + c], 1e-6);
                }
            }
            for (int unused = classes; unused < Width; unused++)
            {
                Assert.Equal(0, gradient[unused]);
            }
        }
    }

    [Fact]
    public void A_class_that_spikes_first_and_alone_costs_little()
    {
        Loss loss = Loss.Create("first-spike-cross-entropy", 0);
        var spikes = new double[Steps, 2];
        spikes[0, 1] = 1;
        Assert.Equal(Math.Log(1 + Math.Exp(-Steps)), Evaluate(loss, spikes, 2, 1).Value, 1e-12);
    }

    private static double[,] Draw(int classes, ulong seed)
    {
        var spikes = new double[Steps, classes];
        for (int t = 0; t < Steps; t++)
        {
            for (int c = 0; c < classes; c++)
            {
                spikes[t, c] = new RandomKey(seed).Below(9, (uint)(t * classes + c), 3) == 0 ? 1 : 0;
            }
        }
        return spikes;
    }

    private static (double Value, float[] Gradient) Evaluate(Loss loss, double[,] spikes, int classes, int target)
    {
        var distance = new float[Steps * Width];
        var votes = new int[classes];
        for (int t = 0; t < Steps; t++)
        {
            for (int c = 0; c < classes; c++)
            {
                distance[t * Width + c] = spikes[t, c] > 0 ? 0.3f : -0.2f;
                votes[c] += (int)spikes[t, c];
            }
        }
        var gradient = new float[Steps * Width];
        var output = new OutputTrace
        {
            Steps = Steps,
            Width = Width,
            Votes = votes,
            Distance = distance,
            Threshold = 1,
        };
        return (loss.Evaluate(output, target, 0.25, gradient, new float[Width]), gradient);
    }

    // t = Σ_t Π_{τ ≤ t} (1 − s[τ]).
    private static double Formula(double[,] spikes, int classes, int target, double smoothing)
    {
        var time = new double[classes];
        for (int c = 0; c < classes; c++)
        {
            double silent = 1;
            for (int t = 0; t < Steps; t++)
            {
                silent *= 1 - spikes[t, c];
                time[c] += silent;
            }
        }
        double logSum = Math.Log(time.Sum(t => Math.Exp(-t)));
        return Enumerable
            .Range(0, classes)
            .Sum(c => ((c == target ? 1 - smoothing : 0) + smoothing / classes) * (time[c] + logSum));
    }
}
