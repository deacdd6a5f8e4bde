using System.Numerics;

namespace Hnsg.Networks;

/// <summary>Which connections of a matrix are kept: one bit per connection. In a dense layer rows are inputs and columns are neurons. It never changes; a <see cref="MaskBuilder"/> makes it.</summary>
/// <remarks>The connection in row i and column j is bit i·columns + j; these bits are all that training produces.</remarks>
public sealed class Mask
{
    private readonly MaskBits _bits;

    /// <summary>A mask from bits that nothing else refers to.</summary>
    internal Mask(MaskBits bits)
    {
        _bits = bits;
        Kept = bits.Kept;
    }

    /// <summary>Rows of the matrix.</summary>
    public int Rows => _bits.Rows;

    /// <summary>Columns of the matrix.</summary>
    public int Columns => _bits.Columns;

    /// <summary>Number of connections, kept or not.</summary>
    public long Connections => _bits.Connections;

    /// <summary>The bits, 64 per word from the low end; bits past the last connection are 0.</summary>
    public ReadOnlySpan<ulong> Words => _bits.Words;

    /// <summary>Number of kept connections.</summary>
    public long Kept { get; }

    /// <summary>Whether the connection in a row and a column is kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public bool this[int row, int column] => _bits[row, column];

    /// <summary>Whether a connection is kept, by its index row·columns + column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such connection.</exception>
    public bool this[long index] => _bits[index];

    /// <summary>A mask from its bits.</summary>
    /// <param name="rows">Rows of the matrix, at least 1.</param>
    /// <param name="columns">Columns of the matrix, at least 1.</param>
    /// <param name="words">As <see cref="Words"/> gives them; copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer words, or bits past the last connection.</exception>
    public static Mask FromWords(int rows, int columns, ReadOnlySpan<ulong> words)
    {
        var bits = new MaskBits(rows, columns);
        int used = (int)(bits.Connections % 64);
        if (words.Length != bits.Words.Length || (used != 0 && words[^1] >> used != 0))
        {
            throw new ArgumentException($"These are not the bits of {rows} × {columns} connections.", nameof(words));
        }
        words.CopyTo(bits.Words);
        return new Mask(bits);
    }

    /// <summary>Connections that both masks keep, and that at least one of them keeps.</summary>
    /// <remarks>1 − intersection / union is the mask churn between two epochs.</remarks>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public (long Intersection, long Union) Overlap(Mask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Rows || other.Columns != Columns)
        {
            throw new ArgumentException("The masks have different shapes.", nameof(other));
        }
        ReadOnlySpan<ulong> one = Words;
        ReadOnlySpan<ulong> two = other.Words;
        long both = 0;
        long either = 0;
        for (int w = 0; w < one.Length; w++)
        {
            both += BitOperations.PopCount(one[w] & two[w]);
            either += BitOperations.PopCount(one[w] | two[w]);
        }
        return (both, either);
    }

    /// <summary>A copy of the bits.</summary>
    internal MaskBits CopyBits() => _bits.Copy();
}
