using Hnsg.Randomness;
using Hnsg.Training.Losses;
using Xunit;

namespace Hnsg.Tests.Training.Losses;

public class LossTests
{
    private const int Steps = 9;

    public static MatrixTheoryData<string, double, int> Cases =>
        new(
            // Of first spikes the gradient is not the same at every step; see FirstSpikeLossTests.
            [.. Loss.Names.Where(name => name != "first-spike-cross-entropy")],
            [0.0, 0.1],
            [2, 10, 16, 17, 33, 70]
        );

    // Votes are whole numbers, so the loss is written once more for real ones: its value must be the engine's, and its
    // numerical derivative by a class' votes the engine's gradient of each of that class' spikes.
    [Theory, MemberData(nameof(Cases))]
    public void Value_and_gradients_are_those_of_the_formula(string name, double smoothing, int classes)
    {
        Loss loss = Loss.Create(name, smoothing);
        var formula = new LossFormula(name, smoothing, Steps);
        var output = new SomeOutput(classes, Steps);
        const double scale = 0.25;
        foreach (int target in (int[])[0, classes / 2, classes - 1])
        {
            (double value, float[] spike, float[] membrane) = output.Evaluate(loss, target, scale);
            double[] logits = formula.OfMembrane ? output.MeanMembranes() : output.Votes();
            Assert.Equal(formula.Value(logits, target), value, 1e-12 * Math.Max(1, value));
            for (int c = 0; c < classes; c++)
            {
                double derivative = scale * Derivative(formula, logits, c, target);
                Assert.Equal(derivative, scale * formula.Gradient(logits, target)[c], 1e-9);
                Assert.Equal(formula.OfMembrane ? derivative / Steps : 0, membrane[c], 1e-7);
                for (int t = 0; t < Steps; t++)
                {
                    Assert.Equal(formula.OfMembrane ? 0 : derivative, spike[output.Index(t, c)], 1e-7);
                }
            }
            Assert.Equal(OfTheClasses(spike), spike.Count(g => g != 0));
            Assert.All(membrane[classes..], g => Assert.Equal(0, g));
        }

        int OfTheClasses(float[] spike) =>
            Enumerable
                .Range(0, classes)
                .Sum(c => Enumerable.Range(0, Steps).Count(t => spike[output.Index(t, c)] != 0));
    }

    [Theory]
    [InlineData("count-cross-entropy")]
    [InlineData("rate-cross-entropy")]
    [InlineData("membrane-cross-entropy")]
    public void Gradients_of_a_cross_entropy_cancel(string name)
    {
        var output = new SomeOutput(10, Steps);
        (_, float[] spike, float[] membrane) = output.Evaluate(Loss.Create(name, 0.1), 3, 1);
        Assert.Equal(0, spike.Sum() + membrane.Sum(), 1e-6);
    }

    [Fact]
    public void A_thousand_votes_do_not_overflow()
    {
        var votes = new int[10];
        votes[3] = 1000;
        var spike = new float[1000 * 16];
        var output = new OutputTrace
        {
            Steps = 1000,
            Width = 16,
            Votes = votes,
            Distance = new float[1000 * 16],
            Threshold = 1,
        };
        Loss loss = Loss.Create("count-cross-entropy", 0);
        Assert.Equal(1000, loss.Evaluate(output, 0, 1, spike, new float[16]), 1e-9);
        Assert.All(spike, g => Assert.True(float.IsFinite(g)));
        Assert.Equal(0, loss.Evaluate(output, 3, 1, spike, new float[16]), 1e-9);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Smoothing_out_of_range_is_refused(double smoothing) =>
        Assert.Equal(
            "label-smoothing",
            Assert.Throws<OptionException>(() => Loss.Create("rate-mse", smoothing)).Option
        );

    [Fact]
    public void An_unknown_name_is_refused() =>
        Assert.Equal("loss", Assert.Throws<OptionException>(() => Loss.Create("mse", 0)).Option);

    private static double Derivative(LossFormula formula, double[] logits, int c, int target)
    {
        const double h = 1e-5;
        double original = logits[c];
        logits[c] = original + h;
        double above = formula.Value(logits, target);
        logits[c] = original - h;
        double below = formula.Value(logits, target);
        logits[c] = original;
        return (above - below) / (2 * h);
    }

    /// <summary>What an output layer may have done; lanes past the last class hold what must not be read.</summary>
    private sealed class SomeOutput
    {
        private const float Threshold = 0.7f;
        private readonly int _steps;
        private readonly int _width;
        private readonly int[] _votes;
        private readonly float[] _distance;

        public SomeOutput(int classes, int steps)
        {
            var key = new RandomKey(41);
            _steps = steps;
            _width = new Hnsg.Kernels.MatrixLayout(1, classes).Width;
            _votes = [.. Enumerable.Range(0, classes).Select(c => (int)key.Below(1, (uint)c, (uint)steps + 1))];
            _distance = new float[new Hnsg.Kernels.MatrixLayout(1, classes).Lanes * steps];
            Array.Fill(_distance, float.NaN);
            for (int c = 0; c < classes; c++)
            {
                for (int t = 0; t < steps; t++)
                {
                    _distance[Index(t, c)] = (float)(key.Uniform(2, (uint)(c * steps + t)) * 4 - 2);
                }
            }
        }

        public int Index(int step, int neuron) => (neuron / _width * _steps + step) * _width + neuron % _width;

        public double[] Votes() => [.. _votes.Select(votes => (double)votes)];

        public double[] MeanMembranes() =>
            [
                .. _votes.Select(
                    (_, c) => Enumerable.Range(0, _steps).Average(t => (double)_distance[Index(t, c)] + Threshold)
                ),
            ];

        public (double Value, float[] Spike, float[] Membrane) Evaluate(Loss loss, int target, double scale)
        {
            var spike = new float[_distance.Length];
            var membrane = new float[_distance.Length / _steps];
            var output = new OutputTrace
            {
                Steps = _steps,
                Width = _width,
                Votes = _votes,
                Distance = _distance,
                Threshold = Threshold,
            };
            return (loss.Evaluate(output, target, scale, spike, membrane), spike, membrane);
        }
    }
}
