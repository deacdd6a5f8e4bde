using Hnsg.Kernels;
using Hnsg.Kernels.Gradients;
using Hnsg.Kernels.Updates;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels.Updates;

/// <summary>The kernels that change scores: the score gradient and the two optimisers.</summary>
public unsafe class UpdateKernelTests
{
    public static TheoryData<int> Lengths => [0, 16, 32, 48, 784, 1024];

    [Theory, MemberData(nameof(Lengths))]
    public void Adam_equals_the_reference(int length)
    {
        foreach (float decay in (float[])[0, 0.01f])
        {
            var update = new AdamUpdate(0.9f, 0.999f, 0.01f, 1.5f, 1e-8f, decay);
            using AlignedBuffer<float> p = SomeNumbers.Floats(length, 16),
                g = SomeNumbers.Floats(length, 17, 1e-3),
                m = SomeNumbers.Floats(length, 18, 1e-3),
                v = SomeNumbers.Floats(length, 19, 1e-6);
            for (int i = 0; i < length; i++)
            {
                v.Pointer[i] = MathF.Abs(v.Pointer[i]);
            }
            using AlignedBuffer<float> p2 = SomeNumbers.Copy(p),
                m2 = SomeNumbers.Copy(m),
                v2 = SomeNumbers.Copy(v);
            for (int step = 0; step < 3; step++)
            {
                update.Reference(p.Pointer, g.Pointer, m.Pointer, v.Pointer, length);
                update.Run(p2.Pointer, g.Pointer, m2.Pointer, v2.Pointer, length);
            }
            Bits.Same(p, p2);
            Bits.Same(m, m2);
            Bits.Same(v, v2);
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Adam_on_scores_equals_a_score_gradient_and_adam(int length)
    {
        var update = new AdamUpdate(0.9f, 0.999f, 0.01f, 1.5f, 1e-8f, 0.001f);
        using AlignedBuffer<float> p = SomeNumbers.Floats(length, 16),
            g = SomeNumbers.Floats(length, 17),
            m = SomeNumbers.Floats(length, 18, 1e-3);
        using var v = new AlignedBuffer<float>(length);
        using AlignedBuffer<sbyte> frozen = SomeNumbers.Weights(WeightKind.Binomial, length, 26);
        using AlignedBuffer<float> p2 = SomeNumbers.Copy(p),
            m2 = SomeNumbers.Copy(m),
            v2 = SomeNumbers.Copy(v),
            g2 = SomeNumbers.Copy(g);
        update.RunScores(p2.Pointer, g2.Pointer, frozen.Pointer, 0.37f, m2.Pointer, v2.Pointer, length);
        ScoreGradient.Reference(g.Pointer, p.Pointer, frozen.Pointer, 0.37f, length);
        update.Reference(p.Pointer, g.Pointer, m.Pointer, v.Pointer, length);
        Bits.Same(p, p2);
        Bits.Same(m, m2);
        Bits.Same(v, v2);
    }

    // With no history and both corrections, the first step is the rate times the sign of the gradient.
    [Fact]
    public void The_first_step_of_adam_is_as_long_as_the_rate()
    {
        using var p = new AlignedBuffer<float>(16);
        using AlignedBuffer<float> g = SomeNumbers.Floats(16, 20);
        using var m = new AlignedBuffer<float>(16);
        using var v = new AlignedBuffer<float>(16);
        var update = new AdamUpdate(0.9f, 0.999f, 0.01f / 0.1f, (float)(1 / Math.Sqrt(0.001)), 1e-8f, 0);
        update.Run(p.Pointer, g.Pointer, m.Pointer, v.Pointer, 16);
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(-0.01 * Math.Sign(g.Pointer[i]), p.Pointer[i], 1e-6);
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Momentum_equals_the_reference(int length)
    {
        foreach (float momentum in (float[])[0, 0.9f])
        {
            var update = new MomentumUpdate(momentum, 0.1f, 0.01f);
            using AlignedBuffer<float> p = SomeNumbers.Floats(length, 21),
                g = SomeNumbers.Floats(length, 22),
                b = SomeNumbers.Floats(length, 23);
            using AlignedBuffer<float> p2 = SomeNumbers.Copy(p),
                b2 = SomeNumbers.Copy(b);
            for (int step = 0; step < 3; step++)
            {
                update.Reference(p.Pointer, g.Pointer, b.Pointer, length);
                update.Run(p2.Pointer, g.Pointer, b2.Pointer, length);
            }
            Bits.Same(p, p2);
            Bits.Same(b, b2);
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Score_gradients_equal_the_reference(int length)
    {
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            using AlignedBuffer<float> gradient = SomeNumbers.Floats(length, 24),
                scores = SomeNumbers.Floats(length, 25);
            using AlignedBuffer<float> actual = SomeNumbers.Copy(gradient);
            using AlignedBuffer<sbyte> frozen = SomeNumbers.Weights(kind, length, 26);
            ScoreGradient.Reference(gradient.Pointer, scores.Pointer, frozen.Pointer, 0.37f, length);
            ScoreGradient.Run(actual.Pointer, scores.Pointer, frozen.Pointer, 0.37f, length);
            Bits.Same(gradient, actual);
        }
    }

    public static TheoryData<float, int, float> Signs =>
        new()
        {
            { 0.5f, 3, 3f },
            { -0.5f, 3, -3f },
            { 0.5f, -3, -3f },
            { -0.5f, -3, 3f },
            { 0f, 3, 0f },
            { -0f, 3, 0f },
        };

    [Theory, MemberData(nameof(Signs))]
    public void A_score_gradient_has_the_sign_of_the_score_and_is_zero_at_zero(float score, int weight, float expected)
    {
        using var gradient = new AlignedBuffer<float>(16);
        using var scores = new AlignedBuffer<float>(16);
        using AlignedBuffer<sbyte> frozen = SomeNumbers.AllTheSame((sbyte)weight, 16);
        foreach (bool reference in (bool[])[true, false])
        {
            gradient.Span.Fill(2);
            scores.Span.Fill(score);
            if (reference)
            {
                ScoreGradient.Reference(gradient.Pointer, scores.Pointer, frozen.Pointer, 0.5f, 16);
            }
            else
            {
                ScoreGradient.Run(gradient.Pointer, scores.Pointer, frozen.Pointer, 0.5f, 16);
            }
            Bits.Same(Enumerable.Repeat(expected, 16).ToArray(), gradient.Span);
        }
    }
}
