using System.Numerics;

namespace Hnsg.Networks;

/// <summary>The bits of a <see cref="Mask"/>, one a connection; no index reaches beyond its row or the last connection.</summary>
internal readonly struct MaskBits
{
    private readonly ulong[] _words;

    /// <summary>Bits that are all 0.</summary>
    public MaskBits(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Rows = rows;
        Columns = columns;
        _words = new ulong[((long)rows * columns + 63) / 64];
    }

    private MaskBits(int rows, int columns, ulong[] words) => (Rows, Columns, _words) = (rows, columns, words);

    public int Rows { get; }

    public int Columns { get; }

    public long Connections => (long)Rows * Columns;

    /// <summary>64 bits a word from the low end; bits past the last connection are 0.</summary>
    public Span<ulong> Words => _words;

    /// <summary>Number of bits that are 1.</summary>
    public long Kept
    {
        get
        {
            long count = 0;
            foreach (ulong word in _words)
            {
                count += BitOperations.PopCount(word);
            }
            return count;
        }
    }

    public bool this[int row, int column]
    {
        get => Get(Index(row, column));
        set => Set(Index(row, column), value);
    }

    public bool this[long index]
    {
        get => Get(Checked(index));
        set => Set(Checked(index), value);
    }

    public MaskBits Copy() => new(Rows, Columns, [.. _words]);

    private bool Get(long index) => (_words[index >> 6] >> (int)(index & 63) & 1) != 0;

    private void Set(long index, bool value)
    {
        ulong bit = 1UL << (int)(index & 63);
        ref ulong word = ref _words[index >> 6];
        word = value ? word | bit : word & ~bit;
    }

    private long Index(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        return (long)row * Columns + column;
    }

    private long Checked(long index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)Connections, nameof(index));
        return index;
    }
}
