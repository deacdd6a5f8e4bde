using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Randomness;
using Xunit;

namespace Hnsg.Tests.Kernels;

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
        var shape = new LayerShape(inputs, neurons);
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

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Scores_that_are_not_finite_are_noticed(float bad)
    {
        var shape = new LayerShape(20, 20);
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
        LayerShape shape,
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
            long at = shape.Offset(index / shape.Neurons, index % shape.Neurons);
            expected.Pointer[at] = frozen.Pointer[at];
        }
        long wrong = 0;
        for (int index = 0; index < shape.FanIn * shape.Neurons; index++)
        {
            float score = scores.Pointer[shape.Offset(index / shape.Neurons, index % shape.Neurons)];
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
