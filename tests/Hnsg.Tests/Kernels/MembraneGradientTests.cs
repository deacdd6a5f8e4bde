using System.Runtime.Intrinsics;
using Hnsg.Kernels;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels;

public unsafe class MembraneGradientTests
{
    public static MatrixTheoryData<int, int> WidthsAndSteps => new(Sizes.Widths, Sizes.Steps);

    public static MatrixTheoryData<ResetKind, bool> Resets => new(Enum.GetValues<ResetKind>(), [false, true]);

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Gradients_equal_the_reference(int width, int steps)
    {
        long length = (long)steps * width;
        using AlignedBuffer<float> z = SomeNumbers.Floats(length, 28),
            surrogate = SomeNumbers.Floats(length, 29),
            spikeGradient = SomeNumbers.Floats(length, 30),
            membraneGradient = SomeNumbers.Floats(width, 31);
        foreach (ResetKind reset in Enum.GetValues<ResetKind>())
        {
            foreach (bool attached in (bool[])[false, true])
            {
                var through = new MembraneGradient(0.9375f, 0.8f, reset, attached);
                foreach (bool direct in (bool[])[false, true])
                {
                    float* e = direct ? membraneGradient.Pointer : null;
                    using var expected = new AlignedBuffer<float>(length);
                    using AlignedBuffer<float> inPlace = SomeNumbers.Copy(spikeGradient);
                    var derivative = new Stored(surrogate.Pointer);
                    through.Reference(derivative, z.Pointer, spikeGradient.Pointer, e, steps, width, expected.Pointer);
                    through.Run(derivative, z.Pointer, inPlace.Pointer, e, steps, width, inPlace.Pointer);
                    Bits.Same(expected, inPlace, $"with {through}");
                }
            }
        }
    }

    // The way back is the gradient of a network that exists: the one whose spike, near the membrane it had at step t,
    // is s[t] + σ'[t]·(u − u[t]). There its value is the spike that was, and its slope the surrogate's, so with
    // L = Σ δs·s + Σ e·u the numerical derivative of L by the current I[t] must be the kernel's δu[t]. With the reset
    // detached, the s inside the reset stays what it was.
    [Theory, MemberData(nameof(Resets))]
    public void Delta_is_the_numerical_derivative_of_the_network_with_tangents_for_spikes(
        ResetKind reset,
        bool attached
    )
    {
        const int width = 16;
        const int steps = 9;
        const float beta = 0.875f;
        const float theta = 0.8f;
        using AlignedBuffer<float> current = SomeNumbers.Floats(steps * width, 32, 1.5),
            surrogate = SomeNumbers.Floats(steps * width, 33),
            spikeGradient = SomeNumbers.Floats(steps * width, 34),
            membraneGradient = SomeNumbers.Floats(width, 35);
        using var z = new AlignedBuffer<float>(steps * width);
        using var delta = new AlignedBuffer<float>(steps * width);
        var neurons = new Tangents[width];
        for (int j = 0; j < width; j++)
        {
            neurons[j] = new Tangents(beta, theta, reset, attached, Column(surrogate, j), Column(current, j));
            for (int t = 0; t < steps; t++)
            {
                z.Pointer[(t * width) + j] = (float)(neurons[j].Membrane[t] - theta);
            }
        }
        new MembraneGradient(beta, theta, reset, attached).Run(
            new Stored(surrogate.Pointer),
            z.Pointer,
            spikeGradient.Pointer,
            membraneGradient.Pointer,
            steps,
            width,
            delta.Pointer
        );
        Assert.Equal(reset != ResetKind.None, neurons.Any(neuron => neuron.Spike.Any(s => s == 1)));
        for (int j = 0; j < width; j++)
        {
            double[] spike = Column(spikeGradient, j);
            for (int t = 0; t < steps; t++)
            {
                double derivative = neurons[j].Derivative(t, spike, membraneGradient.Pointer[j]);
                Assert.Equal(derivative, delta.Pointer[(t * width) + j], 1e-5);
            }
        }

        static double[] Column(AlignedBuffer<float> values, int j) =>
            [.. Enumerable.Range(0, steps).Select(t => (double)values.Span[(t * width) + j])];
    }

    private readonly struct Stored(float* surrogate) : ISpikeDerivative
    {
        private readonly float* _surrogate = surrogate;

        public Vector512<float> Of(Vector512<float> z, int at) => Vector512.Load(_surrogate + at);

        public float Of(float z, int at) => _surrogate[at];
    }

    /// <summary>A neuron in real numbers, and the smooth one that touches it where it was.</summary>
    private sealed class Tangents
    {
        private readonly double _beta;
        private readonly double _theta;
        private readonly ResetKind _reset;
        private readonly bool _attached;
        private readonly double[] _slope;
        private readonly double[] _current;

        public Tangents(double beta, double theta, ResetKind reset, bool attached, double[] slope, double[] current)
        {
            (_beta, _theta, _reset, _attached, _slope, _current) = (beta, theta, reset, attached, slope, current);
            Membrane = new double[current.Length];
            Spike = new double[current.Length];
            Run(current, (t, u) => (Membrane[t] = u, Spike[t] = u > theta && reset != ResetKind.None ? 1 : 0).Item2);
        }

        public double[] Membrane { get; }

        public double[] Spike { get; }

        public double Derivative(int step, double[] spikeGradient, double membraneGradient)
        {
            const double h = 1e-5;
            return (Loss(h) - Loss(-h)) / (2 * h);

            double Loss(double change)
            {
                double loss = 0;
                var current = (double[])_current.Clone();
                current[step] += change;
                Run(
                    current,
                    (t, u) =>
                    {
                        double s = Spike[t] + (_slope[t] * (u - Membrane[t]));
                        loss += (spikeGradient[t] * s) + (membraneGradient * u);
                        return _attached ? s : Spike[t];
                    }
                );
                return loss;
            }
        }

        // What the reset sees as the spike is what the function gives.
        private void Run(double[] current, Func<int, double, double> spike)
        {
            double v = 0,
                pending = 0;
            for (int t = 0; t < current.Length; t++)
            {
                double u = (_beta * v) + current[t] - pending;
                double s = spike(t, u);
                v = _reset switch
                {
                    ResetKind.Subtract => u - (_theta * s),
                    ResetKind.Zero => u * (1 - s),
                    _ => u,
                };
                pending = _reset == ResetKind.DelayedSubtract ? _theta * s : 0;
            }
        }
    }
}
