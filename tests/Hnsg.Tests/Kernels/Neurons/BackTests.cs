using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels.Neurons;

public unsafe class BackTests
{
    public static MatrixTheoryData<int, int> WidthsAndSteps => new(Sizes.Widths, Sizes.Steps);

    public static MatrixTheoryData<ResetKind, bool> Resets => new(Enum.GetValues<ResetKind>(), [false, true]);

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Gradients_are_the_same_as_vectors_and_one_by_one(int width, int steps)
    {
        foreach (bool attached in (bool[])[false, true])
        {
            Compare<LifNeuron, SubtractReset>(width, steps, attached);
            Compare<LifNeuron, ZeroReset>(width, steps, attached);
            Compare<LifNeuron, DelayedSubtractReset>(width, steps, attached);
            Compare<LifNeuron, NoReset>(width, steps, attached);
            Compare<IfNeuron, SubtractReset>(width, steps, attached);
            Compare<CubaNeuron, SubtractReset>(width, steps, attached);
            Compare<CubaNeuron, ZeroReset>(width, steps, attached);
        }
    }

    // ⟨g, A·x⟩ = ⟨Aᵀ·g, x⟩ for the transpose and for nothing else: u of silent neurons is linear in the currents.
    [Theory]
    [InlineData("lif")]
    [InlineData("if")]
    [InlineData("cuba")]
    public void Without_spikes_the_way_back_is_the_transpose(string kind)
    {
        const int steps = 20;
        const int width = 32;
        var spec = new LifSpec { Kind = NeuronKind.Find(kind), SynapseShift = kind == "cuba" ? 2 : 0 };
        NeuronConstants it = new NeuronConstants(spec) with { RealThreshold = 0 };
        NeuronKernels kernels = NeuronCatalog.Find(spec.Kind, ResetKind.None);
        var block = new NeuronBlock(steps, width, width);
        using AlignedBuffer<float> x = SomeNumbers.Floats(steps * width, 12),
            g = SomeNumbers.Floats(steps * width, 13);
        using var u = new AlignedBuffer<float>(steps * width);
        using var slope = new AlignedBuffer<float>(steps * width);
        slope.Span.Fill(1);
        kernels.Trace(it, block, new RealCurrents(x.Pointer, width), u.Pointer);
        var gradients = new NeuronGradients
        {
            Distance = u.Pointer,
            Spike = g.Pointer,
            Delta = slope.Pointer,
        };
        kernels.Back(it, block, gradients);
        double forward = Product(g, u);
        Assert.NotEqual(0, forward);
        Assert.Equal(forward, Product(slope, x), 1e-4 * Math.Max(1, Math.Abs(forward)));
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
        surrogate.Span.CopyTo(delta.Span);
        NeuronConstants it = new NeuronConstants(new LifSpec { Threshold = theta }) with
        {
            Beta = beta,
            Attached = attached,
        };
        NeuronCatalog
            .Find(NeuronKind.Lif, reset)
            .Back(
                it,
                new NeuronBlock(steps, width, width),
                new NeuronGradients
                {
                    Distance = z.Pointer,
                    Spike = spikeGradient.Pointer,
                    Membrane = membraneGradient.Pointer,
                    Delta = delta.Pointer,
                }
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

    private static void Compare<TNeuron, TReset>(int width, int steps, bool attached)
        where TNeuron : INeuron
        where TReset : IReset
    {
        long length = (long)steps * width;
        using AlignedBuffer<float> z = SomeNumbers.Floats(length, 28),
            slope = SomeNumbers.Floats(length, 29),
            spike = SomeNumbers.Floats(length, 30),
            membrane = SomeNumbers.Floats(width, 31);
        NeuronConstants it = new NeuronConstants(new LifSpec { Threshold = 0.8, SynapseShift = 2 }) with
        {
            Attached = attached,
        };
        foreach (bool direct in (bool[])[false, true])
        {
            foreach (int used in (int[])[width, width - 3])
            {
                using AlignedBuffer<float> expected = SomeNumbers.Copy(slope),
                    actual = SomeNumbers.Copy(slope);
                using AlignedBuffer<float> du = new(length),
                    other = new(length);
                var block = new NeuronBlock(steps, width, used);
                NeuronKernels<TNeuron, TReset>.Back<RealLane>(it, block, Gradients(expected, du));
                new NeuronKernels<TNeuron, TReset>().Back(it, block, Gradients(actual, other));
                Bits.Same(expected, actual);
                Bits.Same(du, other);
                Assert.All(actual.Span.ToArray().Index(), d => Assert.True(d.Index % width < used || d.Item == 0));

                NeuronGradients Gradients(AlignedBuffer<float> delta, AlignedBuffer<float> membraneDelta) =>
                    new()
                    {
                        Distance = z.Pointer,
                        Spike = spike.Pointer,
                        Membrane = direct ? membrane.Pointer : null,
                        Delta = delta.Pointer,
                        MembraneDelta = membraneDelta.Pointer,
                    };
            }
        }
    }

    private static double Product(AlignedBuffer<float> one, AlignedBuffer<float> other) =>
        one.Span.ToArray().Zip(other.Span.ToArray(), (a, b) => (double)a * b).Sum();

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
