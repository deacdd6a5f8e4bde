using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Networks;

public class FrozenWeightsTests
{
    public static TheoryData<WeightKind> Kinds => [.. Enum.GetValues<WeightKind>()];

    // A network is its seed: these numbers, from a Threefry in another language, never change.
    [Theory]
    [InlineData(WeightKind.SignedConstant, new[] { -1, 1, 1, 1, 1, -1, -1, 1 })]
    [InlineData(WeightKind.Binomial, new[] { 0, 0, 1, -2, -1, 0, 1, 0 })]
    [InlineData(WeightKind.Uniform, new[] { -7, 7, 3, -2, -3, -1, 7, 7 })]
    public void The_first_weights_of_seed_1_are_these(WeightKind kind, int[] expected) =>
        Assert.Equal(expected, Enumerable.Range(0, 8).Select(i => FrozenWeights.At(kind, 1, 0, i)));

    [Theory, MemberData(nameof(Kinds))]
    public void A_run_of_weights_is_the_weights_one_by_one(WeightKind kind)
    {
        foreach (long first in (long[])[0, 1, 3, 4, 63, 64, 65, 127, 1_000_003, (1L << 28) - 70])
        {
            foreach (int count in (int[])[0, 1, 2, 63, 64, 65, 70])
            {
                var weights = new sbyte[count];
                FrozenWeights.Fill(kind, 9, 2, first, weights);
                Assert.Equal(
                    Enumerable.Range(0, count).Select(i => (sbyte)FrozenWeights.At(kind, 9, 2, first + i)),
                    weights
                );
            }
        }
    }

    // 400,000 weights: five standard deviations of the mean are below 0.008·rms, of the mean square below 1.2 %.
    [Theory, MemberData(nameof(Kinds))]
    public void The_mean_is_zero_and_the_rms_as_stated(WeightKind kind)
    {
        var weights = new sbyte[400_000];
        FrozenWeights.Fill(kind, 3, 0, 0, weights);
        double rms = FrozenWeights.Rms(kind);
        Assert.InRange(weights.Average(w => w), -0.008 * rms, 0.008 * rms);
        Assert.InRange(weights.Average(w => w * w) / (rms * rms), 0.988, 1.012);
        Assert.InRange(weights.Max(w => Math.Abs(w)), FrozenWeights.Largest(kind) - 1, FrozenWeights.Largest(kind));
    }

    [Fact]
    public void Uniform_weights_are_equally_frequent()
    {
        var weights = new sbyte[150_000];
        FrozenWeights.Fill(WeightKind.Uniform, 3, 0, 0, weights);
        for (int level = -7; level <= 7; level++)
        {
            Assert.InRange(weights.Count(w => w == level), 9_500, 10_500);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Seeds_and_layers_have_weights_of_their_own(WeightKind kind)
    {
        int[][] rows = [Row(1, 0), Row(2, 0), Row(1, 1), Row(1UL << 32, 0)];
        for (int a = 0; a < rows.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                Assert.NotEqual(rows[a], rows[b]);
            }
        }

        int[] Row(ulong seed, int layer) =>
            [.. Enumerable.Range(0, 100).Select(i => FrozenWeights.At(kind, seed, layer, i))];
    }
}
