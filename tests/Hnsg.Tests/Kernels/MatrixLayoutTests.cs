using Hnsg.Kernels;
using Xunit;

namespace Hnsg.Tests.Kernels;

public class MatrixLayoutTests
{
    public static TheoryData<int> Neurons => [.. Sizes.Neurons];

    [Theory, MemberData(nameof(Neurons))]
    public void Every_connection_has_a_place_of_its_own(int neurons)
    {
        var shape = new MatrixLayout(5, neurons);
        var places = new HashSet<long>();
        for (int input = 0; input < shape.Rows; input++)
        {
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                long place = shape.Offset(input, neuron);
                Assert.InRange(place, 0, shape.Length - 1);
                Assert.True(places.Add(place));
            }
        }
        Assert.Equal(neurons, Enumerable.Range(0, shape.Blocks).Sum(shape.Used));
        Assert.InRange(shape.Lanes - neurons, 0, shape.Width - 1);
    }

    [Theory]
    [InlineData(1, 16, 1)]
    [InlineData(16, 16, 1)]
    [InlineData(17, 32, 1)]
    [InlineData(32, 32, 1)]
    [InlineData(33, 64, 1)]
    [InlineData(64, 64, 1)]
    [InlineData(65, 64, 2)]
    [InlineData(1000, 64, 16)]
    public void A_block_is_the_narrowest_that_holds_the_layer(int neurons, int width, int blocks)
    {
        var shape = new MatrixLayout(3, neurons);
        Assert.Equal((width, blocks), (shape.Width, shape.Blocks));
    }

    [Theory, MemberData(nameof(Neurons))]
    public void Tiles_cover_every_connection_once(int neurons)
    {
        foreach (int threads in (int[])[1, 2, 3, 20])
        {
            var shape = new MatrixLayout(7, neurons);
            var seen = new int[shape.Blocks, shape.Rows];
            foreach (Tile tile in Tile.Split(shape, threads).SelectMany(tiles => tiles))
            {
                for (int input = tile.FirstRow; input < tile.EndRow; input++)
                {
                    seen[tile.Block, input]++;
                }
            }
            Assert.All(seen.Cast<int>(), times => Assert.Equal(1, times));
        }
    }
}
