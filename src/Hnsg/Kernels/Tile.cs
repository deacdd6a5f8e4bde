namespace Hnsg.Kernels;

/// <summary>The part of a layer's connections that one thread owns: rows [FirstRow, EndRow) of a block.</summary>
internal readonly record struct Tile(int Block, int FirstRow, int EndRow)
{
    /// <summary>Splits a layer among threads: whole blocks of columns where there are enough, else ranges of rows.</summary>
    /// <remarks>What belongs to whom changes no result: every element is computed by one thread in the same order.</remarks>
    public static Tile[][] Split(MatrixLayout shape, int threads)
    {
        var tiles = new Tile[threads][];
        for (int thread = 0; thread < threads; thread++)
        {
            if (shape.Blocks >= threads)
            {
                (int first, int end) = Part(shape.Blocks, thread, threads);
                tiles[thread] = [.. Enumerable.Range(first, end - first).Select(b => new Tile(b, 0, shape.Rows))];
            }
            else
            {
                (int first, int end) = Part(shape.Rows, thread, threads);
                tiles[thread] = [.. Enumerable.Range(0, shape.Blocks).Select(b => new Tile(b, first, end))];
            }
        }
        return tiles;
    }

    /// <summary>A thread's part of <paramref name="count"/> things: neighbours, sizes differing by at most one.</summary>
    public static (int First, int End) Part(int count, int thread, int threads) =>
        ((int)((long)count * thread / threads), (int)((long)count * (thread + 1) / threads));
}
