using Xunit;

namespace Hnsg.Tests.Training;

/// <summary>The engine against what snnTorch computes in float64.</summary>
public class OracleTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string, int> Oracles
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string path in OracleFile.Find())
            {
                data.Add(path, 1);
                data.Add(path, 2);
            }
            if (data.Count == 0)
            {
                data.Add("", 1);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Oracles))]
    public void Masks_are_the_same(string path, int threads)
    {
        using OracleRun run = Start(path, threads, out OracleFile oracle);
        ForEach(oracle.Mask, (l, o, i, kept) => Assert.Equal(kept != 0, run.Keeps(l, o, i)));
    }

    [Theory, MemberData(nameof(Oracles))]
    public void Spikes_are_the_same(string path, int threads)
    {
        using OracleRun run = Start(path, threads, out OracleFile oracle);
        ForEach(oracle.Spikes, (l, t, b, n, spike) => Assert.Equal(spike != 0, run.Spiked(l, t, b, n)));
        for (int b = 0; b < oracle.Batch; b++)
        {
            Assert.Equal(oracle.SpikeCounts[b].Select(count => (int)count), run.Votes(b).ToArray());
        }
    }

    [Theory, MemberData(nameof(Oracles))]
    public void Membranes_and_loss_are_near(string path, int threads)
    {
        using OracleRun run = Start(path, threads, out OracleFile oracle);
        double largest = Largest(oracle.Membrane);
        ForEach(oracle.Membrane, (l, t, b, n, u) => Assert.Equal(u, run.Membrane(l, t, b, n), Tolerance * largest));
        Assert.Equal(oracle.Loss, run.MeanLoss, 1e-6);
    }

    [Theory, MemberData(nameof(Oracles))]
    public void Gradients_of_weights_and_scores_are_near(string path, int threads)
    {
        using OracleRun run = Start(path, threads, out OracleFile oracle);
        for (int layer = 0; layer < oracle.Weights.Length; layer++)
        {
            Near(oracle.GradEffectiveWeights[layer], (o, i) => run.WeightGradient(layer, o, i));
            Near(oracle.GradScores[layer], (o, i) => run.ScoreGradient(layer, o, i));
        }
    }

    [Theory, MemberData(nameof(Oracles))]
    public void Gradients_of_currents_and_spikes_are_near(string path, int threads)
    {
        using OracleRun run = Start(path, threads, out OracleFile oracle);
        for (int layer = 0; layer < oracle.Weights.Length; layer++)
        {
            for (int t = 0; t < oracle.Steps; t++)
            {
                double current = Largest(oracle.GradCurrent[layer]);
                double spikes = Largest(oracle.GradSpikes[layer]);
                ForEach(
                    oracle.GradCurrent[layer][t],
                    (b, n, g) => Assert.Equal(g, run.CurrentGradient[layer][t][b][n], Tolerance * current)
                );
                ForEach(
                    oracle.GradSpikes[layer][t],
                    (b, n, g) => Assert.Equal(g, run.SpikeGradient[layer][t][b][n], Tolerance * spikes)
                );
            }
        }
    }

    // The path of method weights, in float32: what it takes for the gradient, and where it goes.
    [Theory, MemberData(nameof(Oracles))]
    public void Trained_weights_move_down_the_gradient_of_effective_weights(string path, int threads)
    {
        using OracleRun run = Start(path, threads, out OracleFile oracle, trainWeights: true);
        Assert.Equal(oracle.Loss, run.MeanLoss, 1e-6);
        ForEach(oracle.Spikes, (l, t, b, n, spike) => Assert.Equal(spike != 0, run.Spiked(l, t, b, n)));
        for (int layer = 0; layer < oracle.Weights.Length; layer++)
        {
            int l = layer;
            double[][] gradient = oracle.GradEffectiveWeights[l];
            Near(gradient, (o, i) => run.WeightGradient(l, o, i));
            double largest = gradient.Max(row => row.Max(Math.Abs));
            ForEach(
                gradient,
                (o, i, g) =>
                {
                    double before = oracle.Weights[l][o][i] * oracle.Mask[l][o][i];
                    Assert.Equal(before - OracleRun.Rate * g, run.WeightAfter(l, o, i), Tolerance * largest + 1e-6);
                }
            );
        }
    }

    private static OracleRun Start(string path, int threads, out OracleFile oracle, bool trainWeights = false)
    {
        Assert.SkipWhen(
            path.Length == 0,
            "No oracle files: set HNSG_ORACLES to a folder with oracle_*.json to compare with a peer."
        );
        oracle = OracleFile.Read(path);
        return new OracleRun(oracle, threads, trainWeights);
    }

    private static void Near(double[][] expected, Func<int, int, double> actual)
    {
        double largest = expected.Max(row => row.Max(Math.Abs));
        ForEach(expected, (a, b, value) => Assert.Equal(value, actual(a, b), Tolerance * largest));
    }

    private static double Largest(double[][][][] values) => values.Max(Largest);

    private static double Largest(double[][][] values) => values.Max(plane => plane.Max(row => row.Max(Math.Abs)));

    private static void ForEach(double[][] values, Action<int, int, double> check)
    {
        for (int a = 0; a < values.Length; a++)
        {
            for (int b = 0; b < values[a].Length; b++)
            {
                check(a, b, values[a][b]);
            }
        }
    }

    private static void ForEach(double[][][] values, Action<int, int, int, double> check)
    {
        for (int a = 0; a < values.Length; a++)
        {
            int at = a;
            ForEach(values[a], (b, c, value) => check(at, b, c, value));
        }
    }

    private static void ForEach(double[][][][] values, Action<int, int, int, int, double> check)
    {
        for (int a = 0; a < values.Length; a++)
        {
            int at = a;
            ForEach(values[a], (b, c, d, value) => check(at, b, c, d, value));
        }
    }
}
