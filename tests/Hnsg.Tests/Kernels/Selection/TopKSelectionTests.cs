using Hnsg.Kernels;
using Hnsg.Kernels.Selection;
using Hnsg.Networks;
using Hnsg.Randomness;
using Xunit;

namespace Hnsg.Tests.Kernels.Selection;

/// <summary>The selection and the effective weights that follow from it, against a plain sort.</summary>
public unsafe class TopKSelectionTests
{
    public static MatrixTheoryData<int, int, string> Cases =>
        new(
            Sizes.Neurons,
            [1, 7, 16, 33, 129],
            ["random", "three levels", "all equal", "all zero", "mostly zero", "tiny and huge"]
        );

    [Theory, MemberData(nameof(Cases))]
    public void The_largest_stay_and_ties_go_to_the_lower_index(int neurons, int inputs, string pattern)
    {
        var shape = new MatrixLayout(inputs, neurons);
        int connections = inputs * neurons;
        using var scores = new AlignedBuffer<float>(shape.Length);
        using var frozen = new AlignedBuffer<sbyte>(shape.Length);
        var magnitudes = new float[connections];
        for (int index = 0; index < connections; index++)
        {
            float score = Score(pattern, (uint)index);
            magnitudes[index] = MathF.Abs(score);
            scores.Pointer[shape.Offset(index / neurons, index % neurons)] = score;
            frozen.Pointer[shape.Offset(index / neurons, index % neurons)] = (sbyte)((index % 15) - 7);
        }
        // A stable sort keeps the order of equals.
        int[] order = [.. Enumerable.Range(0, connections).OrderByDescending(index => magnitudes[index])];
        foreach (int threads in (int[])[1, 2, 3])
        {
            using var team = new WorkerTeam(threads);
            Tile[][] tiles = Tile.Split(shape, threads);
            var selection = new TopKSelection(shape, tiles);
            foreach (int keep in Keeps(connections))
            {
                selection.Run(team, scores.Pointer, keep);
                Assert.False(selection.Overflowed);
                Check(shape, tiles, selection, scores, frozen, [.. order.Take(keep)]);
            }
        }
    }

    /// <summary>Moves from one selection to the next: how far, and how often to somewhere else altogether.</summary>
    public static MatrixTheoryData<int, double, int> Moves => new([1, 2, 3], [0, 1e-6, 1e-3, 0.05, 2], [1000, 7]);

    // The cut is then looked for near the one before; ties are made by rounding.
    [Theory, MemberData(nameof(Moves))]
    public void Selections_follow_scores_that_move(int threads, double move, int jumpEvery)
    {
        const int Inputs = 120;
        const int Neurons = 70;
        var shape = new MatrixLayout(Inputs, Neurons);
        using var team = new WorkerTeam(threads);
        using AlignedBuffer<float> scores = new(shape.Length);
        var selection = new TopKSelection(shape, Tile.Split(shape, threads));
        var key = new RandomKey(31);
        var values = new double[Inputs * Neurons];
        for (int step = 0; step < 40; step++)
        {
            double scale = step % jumpEvery == 0 ? Math.ScaleB(1, (int)key.Below(1, (uint)step, 40) - 20) : 1;
            for (int index = 0; index < values.Length; index++)
            {
                double random = key.Uniform(2, (uint)(step * values.Length + index)) - 0.5;
                values[index] = step == 0 ? random : (values[index] + move * random) * scale;
                double rounded = step % 3 == 0 ? Math.Round(values[index] * 500) / 500 : values[index];
                scores.Pointer[shape.Offset(index / Neurons, index % Neurons)] = (float)rounded;
            }
            int keep = step % 5 == 4 ? 1 + (int)key.Below(3, (uint)step, Inputs * Neurons) : 840;
            selection.Run(team, scores.Pointer, keep);
            float Magnitude(int index) => MathF.Abs(scores.Pointer[shape.Offset(index / Neurons, index % Neurons)]);
            int[] order = [.. Enumerable.Range(0, values.Length).OrderByDescending(Magnitude)];
            HashSet<int> kept = [.. order.Take(keep)];
            int wrong = Enumerable
                .Range(0, values.Length)
                .Count(index =>
                    selection.Keeps(BitConverter.SingleToUInt32Bits(Magnitude(index)), index) != kept.Contains(index)
                );
            Assert.Equal(0, wrong);
            Assert.False(selection.Overflowed);
        }
    }

    [Fact]
    public void Scores_that_stop_being_finite_are_noticed_also_where_the_cut_hardly_moves()
    {
        var shape = new MatrixLayout(100, 100);
        using var team = new WorkerTeam(2);
        using AlignedBuffer<float> scores = SomeNumbers.Floats(shape.Length, 1);
        var selection = new TopKSelection(shape, Tile.Split(shape, 2));
        for (int i = 0; i < 4; i++)
        {
            selection.Run(team, scores.Pointer, 500);
            Assert.False(selection.Overflowed);
        }
        scores.Pointer[77] = float.NaN;
        selection.Run(team, scores.Pointer, 500);
        Assert.True(selection.Overflowed);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Scores_that_are_not_finite_are_noticed(float bad)
    {
        var shape = new MatrixLayout(20, 20);
        using var team = new WorkerTeam(2);
        using AlignedBuffer<float> scores = SomeNumbers.Floats(shape.Length, 1);
        var selection = new TopKSelection(shape, Tile.Split(shape, 2));
        selection.Run(team, scores.Pointer, 5);
        Assert.False(selection.Overflowed);
        scores.Pointer[33] = float.MaxValue;
        selection.Run(team, scores.Pointer, 5);
        Assert.False(selection.Overflowed);
        scores.Pointer[33] = bad;
        selection.Run(team, scores.Pointer, 5);
        Assert.True(selection.Overflowed);
    }

    private static void Check(
        MatrixLayout shape,
        Tile[][] tiles,
        TopKSelection selection,
        AlignedBuffer<float> scores,
        AlignedBuffer<sbyte> frozen,
        HashSet<int> kept
    )
    {
        using var expected = new AlignedBuffer<sbyte>(shape.Length);
        foreach (int index in kept)
        {
            long at = shape.Offset(index / shape.Columns, index % shape.Columns);
            expected.Pointer[at] = frozen.Pointer[at];
        }
        long wrong = 0;
        for (int index = 0; index < shape.Rows * shape.Columns; index++)
        {
            float score = scores.Pointer[shape.Offset(index / shape.Columns, index % shape.Columns)];
            wrong += selection.Keeps(BitConverter.SingleToUInt32Bits(score), index) == kept.Contains(index) ? 0 : 1;
        }
        Assert.Equal(0, wrong);
        foreach (bool reference in (bool[])[true, false])
        {
            using var effective = new AlignedBuffer<sbyte>(shape.Length);
            foreach (Tile tile in tiles.SelectMany(of => of))
            {
                if (reference)
                {
                    MaskedWeights.Reference(shape, tile, selection, scores.Pointer, frozen.Pointer, effective.Pointer);
                }
                else
                {
                    MaskedWeights.Run(shape, tile, selection, scores.Pointer, frozen.Pointer, effective.Pointer);
                }
            }
            Bits.Same(expected, effective, $"of {kept.Count}");
        }
    }

    private static int[] Keeps(int connections) =>
        [
            .. (
                (int[])
                    [1, 2, (int)NetworkSpec.KeptCount(connections, 0.1), connections / 2, connections - 1, connections]
            )
                .Where(keep => keep >= 1 && keep <= connections)
                .Distinct(),
        ];

    private static float Score(string pattern, uint index)
    {
        var key = new RandomKey(27);
        float sign = key.Below(61, index, 2) == 0 ? 1 : -1;
        return sign
            * pattern switch
            {
                "random" => (float)key.Uniform(60, index),
                "three levels" => 1 + key.Below(60, index, 3),
                "all equal" => 0.25f,
                "all zero" => 0,
                "mostly zero" => key.Below(60, index, 10) == 0 ? (float)key.Uniform(62, index) : 0,
                _ => MathF.ScaleB(1 + (float)key.Uniform(62, index), (int)key.Below(60, index, 253) - 126),
            };
    }
}
