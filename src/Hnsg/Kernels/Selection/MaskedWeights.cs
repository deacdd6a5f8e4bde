using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Selection;

/// <summary>Effective weights from scores: the frozen weight where the connection stays, else 0.</summary>
internal static unsafe class MaskedWeights
{
    /// <summary>Fills a tile.</summary>
    /// <param name="shape">Shape of the layer.</param>
    /// <param name="tile">Which connections.</param>
    /// <param name="selection">What stays.</param>
    /// <param name="scores">Scores of the layer.</param>
    /// <param name="frozen">Frozen weights of the layer; unused lanes hold 0.</param>
    /// <param name="effective">Effective weights of the layer.</param>
    public static void Run(
        MatrixLayout shape,
        Tile tile,
        TopKSelection selection,
        float* scores,
        sbyte* frozen,
        sbyte* effective
    )
    {
        if (!Vector128.IsHardwareAccelerated || selection.LastTie != long.MaxValue)
        {
            Reference(shape, tile, selection, scores, frozen, effective);
            return;
        }
        // Lanes: 16 connections; a comparison of 32 bits is narrowed to a mask of bytes.
        long first = shape.Block(tile.Block) + (long)tile.FirstRow * shape.Width;
        long end = shape.Block(tile.Block) + (long)tile.EndRow * shape.Width;
        var cut = Vector512.Create((int)selection.Cut);
        var magnitude = Vector512.Create(0x7FFFFFFF);
        for (long i = first; i < end; i += 16)
        {
            Vector512<int> bits = Vector512.LoadAligned((int*)scores + i) & magnitude;
            Vector512<int> stays = Vector512.GreaterThanOrEqual(bits, cut);
            Vector128<sbyte> mask = Widening.ToBytes(stays);
            (Vector128.LoadAligned(frozen + i) & mask).StoreAligned(effective + i);
        }
    }

    public static void Reference(
        MatrixLayout shape,
        Tile tile,
        TopKSelection selection,
        float* scores,
        sbyte* frozen,
        sbyte* effective
    )
    {
        for (int input = tile.FirstRow; input < tile.EndRow; input++)
        {
            for (int j = 0; j < shape.Used(tile.Block); j++)
            {
                long at = shape.Block(tile.Block) + (long)input * shape.Width + j;
                long index = (long)input * shape.Columns + tile.Block * shape.Width + j;
                bool stays = selection.Keeps(BitConverter.SingleToUInt32Bits(scores[at]), index);
                effective[at] = stays ? frozen[at] : (sbyte)0;
            }
        }
    }
}
