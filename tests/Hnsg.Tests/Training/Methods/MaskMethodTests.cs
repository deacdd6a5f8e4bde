using System.Numerics;
using Hnsg.Networks;
using Hnsg.Randomness;
using Xunit;

namespace Hnsg.Tests.Training.Methods;

/// <summary>The masks and gradients of each mask method, against their definitions in plain loops.</summary>
public class MaskMethodTests
{
    private static readonly NetworkSpec Spec = new()
    {
        Inputs = 30,
        Seed = 5,
        Layers =
        [
            new()
            {
                Neurons = 70,
                Keep = 0.2,
                Gain = 1.3,
            },
            new() { Neurons = 3, Keep = 0.5 },
        ],
    };

    public static TheoryData<int> Layers => [0, 1];

    [Theory, MemberData(nameof(Layers))]
    public void Signed_masks_have_the_sign_of_the_score_and_its_plain_gradient(int layer)
    {
        using var step = new MethodStep("signed", Spec, layer);
        double unit = layer == 0 ? Spec.MembraneUnit(0) : Spec.Scale(1);
        for (int round = 0; round < 2; round++)
        {
            double[] scores = step.Values;
            bool[] kept = TopK(scores, Spec.KeptConnections(layer));
            double[] effective = step.Effective;
            double[] given = step.Given;
            double[] gradient = step.Step();
            for (int i = 0; i < step.Connections; i++)
            {
                int frozen = Frozen(layer, i);
                Assert.Equal(kept[i] ? frozen * Math.Sign(scores[i]) : 0, effective[i]);
                Assert.Equal(frozen * unit * given[i], gradient[i], 1e-6);
            }
            step.Apply();
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Masks_without_spikes_have_frozen_weights_at_their_scale_and_the_gradient_of_edge_popup(int layer)
    {
        using var step = new MethodStep("ann-hidden", Spec, layer);
        double input = layer == 0 ? 1.0 / 256 : 1;
        double[] scores = step.Values;
        bool[] kept = TopK(scores, Spec.KeptConnections(layer));
        double[] effective = step.Effective;
        double[] given = step.Given;
        double[] gradient = step.Step();
        for (int i = 0; i < step.Connections; i++)
        {
            double frozen = Frozen(layer, i) * Spec.Scale(layer);
            Assert.Equal(kept[i] ? frozen : 0, effective[i], 1e-6);
            Assert.Equal(Math.Sign(scores[i]) * frozen * input * given[i], gradient[i], 1e-6);
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Probabilities_begin_near_the_kept_fraction_and_have_their_own_gradient(int layer)
    {
        using var step = new MethodStep("probabilistic", Spec, layer);
        double unit = layer == 0 ? Spec.MembraneUnit(0) : Spec.Scale(1);
        double[] p = [.. step.Values.Select(score => 1 / (1 + Math.Exp(-score)))];
        Assert.InRange(p.Average() / Spec.Layers[layer].Keep, 0.9, 1.1);
        double[] given = step.Given;
        double[] gradient = step.Step(1e-6);
        for (int i = 0; i < step.Connections; i++)
        {
            Assert.Equal(Frozen(layer, i) * unit * given[i] * p[i] * (1 - p[i]), gradient[i], 1e-6);
        }
        // The scores moved together, a Newton step towards the kept fraction.
        double[] after = [.. step.Values.Select(score => 1 / (1 + Math.Exp(-score)))];
        Assert.Equal(Spec.Layers[layer].Keep, after.Average(), 1e-3);
    }

    [Fact]
    public void Masks_are_drawn_with_their_probabilities_and_the_likeliest_are_deployed()
    {
        using var step = new MethodStep("probabilistic", Spec);
        var times = new int[step.Connections];
        for (int draw = 0; draw < 400; draw++)
        {
            step.Method.Begin(draw, 400);
            step.Apply();
            double[] effective = step.Effective;
            for (int i = 0; i < times.Length; i++)
            {
                Assert.True(effective[i] == 0 || effective[i] == Frozen(0, i));
                times[i] += effective[i] != 0 ? 1 : 0;
            }
        }
        double[] p = [.. step.Values.Select(score => 1 / (1 + Math.Exp(-score)))];
        double chi = p.Select((q, i) => Math.Pow(times[i] - 400 * q, 2) / (400 * q * (1 - q))).Sum();
        // Its mean is the number of connections n, its variance about 2n.
        Assert.InRange(
            chi,
            times.Length - 6 * Math.Sqrt(2 * times.Length),
            times.Length + 6 * Math.Sqrt(2 * times.Length)
        );
        step.Method.Deployed = true;
        step.Apply();
        bool[] likeliest = TopK([.. p], Spec.KeptConnections(0));
        Mask mask = step.Method.CurrentMask();
        double[] deployed = step.Effective;
        for (int i = 0; i < times.Length; i++)
        {
            Assert.Equal(likeliest[i], deployed[i] != 0);
            Assert.Equal(likeliest[i], mask[i]);
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Binary_weights_are_scaled_by_the_mean_magnitude_of_the_kept(int layer)
    {
        using var step = new MethodStep("biprop", Spec, layer);
        for (int round = 0; round < 2; round++)
        {
            double[] scores = step.Values;
            bool[] kept = TopK(scores, Spec.KeptConnections(layer));
            double alpha = Enumerable
                .Range(0, step.Connections)
                .Where(i => kept[i])
                .Average(i => Magnitude(layer, i) / 2.0);
            LayerSpec[] layers = [.. Spec.Layers];
            layers[layer] = layers[layer] with { Gain = layers[layer].Gain * alpha };
            NetworkSpec scaled = Spec with { Layers = layers };
            Assert.Equal(
                scaled.Threshold(layer) * scaled.MembraneUnit(layer),
                step.Layer.Constants.RealThreshold,
                1e-5
            );
            double unit = layer == 0 ? scaled.MembraneUnit(0) : scaled.Scale(1);
            double[] effective = step.Effective;
            double[] given = step.Given;
            double[] gradient = step.Step(0.2);
            for (int i = 0; i < step.Connections; i++)
            {
                Assert.Equal(kept[i] ? Frozen(layer, i) : 0, effective[i]);
                Assert.Equal(Math.Sign(scores[i]) * Frozen(layer, i) * unit * given[i], gradient[i], 1e-5);
            }
            step.Apply();
        }
    }

    [Fact]
    public void A_random_mask_stays_as_it_is_and_has_the_kept_fraction()
    {
        using var step = new MethodStep("random", Spec);
        double[] before = step.Effective;
        Assert.Equal(Spec.KeptConnections(0), before.Count(weight => weight != 0));
        Assert.False(step.Method.Trains);
        Assert.Empty(step.Method.State);
        step.Apply();
        Assert.Equal(before, step.Effective);
    }

    internal static bool[] TopK(double[] scores, long keep)
    {
        var kept = new bool[scores.Length];
        // OrderByDescending is stable, so of equals the lower index comes first.
        foreach (
            int i in Enumerable.Range(0, scores.Length).OrderByDescending(i => Math.Abs(scores[i])).Take((int)keep)
        )
        {
            kept[i] = true;
        }
        return kept;
    }

    private static int Frozen(int layer, int connection) =>
        FrozenWeights.At(Spec.Weights, Spec.Seed, layer, connection);

    private static int Magnitude(int layer, int connection)
    {
        ulong block = new RandomKey(Spec.Seed).Draw(RandomStream.Magnitudes(layer), (uint)(connection / 4));
        return Math.Abs(BitOperations.PopCount(block >> (16 * (connection % 4)) & 0xFFFF) - 8);
    }
}
