namespace Hnsg.Networks;

/// <summary>A <see cref="Mask"/> under construction, to which connections can be added and from which they can be removed.</summary>
public sealed class MaskBuilder
{
    private MaskBits _bits;

    /// <summary>Begins with no connection.</summary>
    /// <param name="rows">Rows of the matrix, at least 1.</param>
    /// <param name="columns">Columns of the matrix, at least 1.</param>
    public MaskBuilder(int rows, int columns) => _bits = new MaskBits(rows, columns);

    /// <summary>Begins with the connections of a mask.</summary>
    public MaskBuilder(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        _bits = mask.CopyBits();
    }

    /// <summary>Rows of the matrix.</summary>
    public int Rows => _bits.Rows;

    /// <summary>Columns of the matrix.</summary>
    public int Columns => _bits.Columns;

    /// <summary>Number of connections, kept or not.</summary>
    public long Connections => _bits.Connections;

    /// <summary>Number of kept connections; counted each time.</summary>
    public long Kept => _bits.Kept;

    /// <summary>Whether the connection in a row and a column is kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public bool this[int row, int column]
    {
        get => _bits[row, column];
        set => _bits[row, column] = value;
    }

    /// <summary>Whether a connection is kept, by its index row·columns + column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such connection.</exception>
    public bool this[long index]
    {
        get => _bits[index];
        set => _bits[index] = value;
    }

    /// <summary>The mask as it is now; later changes to the builder do not affect it.</summary>
    public Mask Build() => new(_bits.Copy());
}
