namespace Hnsg.Kernels;

/// <summary>How a matrix of connections lies in memory: blocks of columns, in a block row after row.</summary>
/// <remarks>
/// The connection in row i and column j is at (j / Width · Rows + i) · Width + j % Width. With plain rows of 1,024 floats
/// every step down a column would fall into the same cache set; in blocks a thread's part is compact. Lanes past the last
/// column exist, hold zeros and never spike. In a dense layer rows are inputs and columns are neurons.
/// </remarks>
internal readonly record struct MatrixLayout
{
    public MatrixLayout(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Width =
            columns <= 16 ? 16
            : columns <= 32 ? 32
            : 64;
        Blocks = (columns + Width - 1) / Width;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Columns in a block: 16, 32 or 64.</summary>
    public int Width { get; }

    public int Blocks { get; }

    /// <summary>Columns with the unused lanes.</summary>
    public int Lanes => Blocks * Width;

    /// <summary>Elements of an array with one entry per connection.</summary>
    public long Length => (long)Lanes * Rows;

    /// <summary>Where a block begins in such an array.</summary>
    public long Block(int block) => (long)block * Rows * Width;

    /// <summary>Columns of a block that exist.</summary>
    public int Used(int block) => Math.Min(Width, Columns - block * Width);

    /// <summary>Where a connection is in such an array.</summary>
    public long Offset(int row, int column) => Block(column / Width) + (long)row * Width + column % Width;

    /// <summary>Gives all lanes past the last column a value, in an array with one entry per connection.</summary>
    public void FillPadding(Span<float> array, float value)
    {
        int used = Used(Blocks - 1);
        for (int row = 0; row < Rows; row++)
        {
            array.Slice((int)Block(Blocks - 1) + row * Width + used, Width - used).Fill(value);
        }
    }
}
