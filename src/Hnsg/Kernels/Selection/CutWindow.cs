using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Selection;

/// <summary>Looks for the k-th largest |score| in a window of values around where it was before, in one pass.</summary>
/// <remarks>
/// Scores above the window are counted, those within are listed, and the cut is found among the listed. Where it lies
/// outside, or the window holds too much, the search gives up. The window is twice as wide as the cut's last move.
/// </remarks>
internal sealed unsafe class CutWindow
{
    private const uint Magnitude = 0x7FFFFFFF;
    private const uint Infinity = 0x7F800000;
    private const uint FirstMargin = 1 << 18;
    private const uint NarrowestMargin = 1 << 12;
    private const uint WidestMargin = 1 << 22;
    private const int Buckets = 1 << 10;

    private readonly MatrixLayout _shape;
    private readonly Tile[][] _tiles;
    private readonly Part[] _parts;
    private readonly int[] _counts = new int[Buckets];
    private readonly Action<int> _list;
    private uint[] _bucket = new uint[256];
    private float* _scores;
    private uint _margin;
    private uint _lowest;
    private uint _highest;

    public CutWindow(MatrixLayout shape, Tile[][] tiles)
    {
        _shape = shape;
        _tiles = tiles;
        _parts =
        [
            .. tiles.Select(part => new Part(
                (int)Math.Min(1 << 24, 1024 + part.Sum(tile => (long)(tile.EndRow - tile.FirstRow) * shape.Width) / 8)
            )),
        ];
        _list = List;
    }

    /// <summary>Whether some score was infinite or not a number in the last search that found the cut.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Searches.</summary>
    /// <param name="team">Threads, as many as there are lists of tiles.</param>
    /// <param name="scores">Scores in the layout of the shape.</param>
    /// <param name="keep">k.</param>
    /// <param name="before">Bits of the cut before.</param>
    /// <returns>Bits of the cut, how many are above it and how many equal to it; null where it is not in the window.</returns>
    public (uint Cut, long Above, long Ties)? Find(WorkerTeam team, float* scores, long keep, uint before)
    {
        if (_margin == 0 || before <= _margin || before + _margin >= Infinity || !Vector128.IsHardwareAccelerated)
        {
            return null;
        }
        _scores = scores;
        _lowest = before - _margin;
        _highest = before + _margin;
        team.Run(_list);
        long above = 0;
        long within = 0;
        bool full = false;
        uint largest = 0;
        foreach (Part part in _parts)
        {
            above += part.Above;
            within += part.Count;
            full |= part.Full;
            largest = Math.Max(largest, part.Largest);
        }
        Overflowed = largest >= Infinity;
        return full || keep <= above || keep > above + within ? null : Select(keep - above, above);
    }

    /// <summary>Makes the window fit how far the cut moves.</summary>
    public void Moved(uint before, uint now)
    {
        uint distance = before > now ? before - now : now - before;
        _margin = before == 0 ? FirstMargin : Math.Clamp(2 * distance, NarrowestMargin, WidestMargin);
    }

    private void List(int thread)
    {
        Part part = _parts[thread];
        part.Clear();
        foreach (Tile tile in _tiles[thread])
        {
            long block = _shape.Block(tile.Block);
            Add(
                part,
                (int*)_scores + block + (long)tile.FirstRow * _shape.Width,
                (long)(tile.EndRow - tile.FirstRow) * _shape.Width
            );
        }
    }

    // Lanes: 16 scores. Bits without the sign compare as signed integers do.
    private void Add(Part part, int* bits, long length)
    {
        Vector512<int> magnitude = Vector512.Create((int)Magnitude),
            lowest = Vector512.Create((int)_lowest),
            highest = Vector512.Create((int)_highest),
            above = default,
            largest = default;
        uint[] found = part.Found;
        int count = part.Count;
        for (long i = 0; i < length; i += 16)
        {
            Vector512<int> score = Vector512.LoadAligned(bits + i) & magnitude;
            Vector512<int> over = Vector512.GreaterThan(score, highest);
            above -= over;
            largest = Vector512.Max(largest, score);
            ulong within = Vector512
                .AndNot(Vector512.GreaterThanOrEqual(score, lowest), over)
                .ExtractMostSignificantBits();
            if (within != 0)
            {
                if (count + 16 > found.Length)
                {
                    part.Full = true;
                    return;
                }
                for (; within != 0; within &= within - 1)
                {
                    found[count++] = (uint)bits[i + BitOperations.TrailingZeroCount(within)] & Magnitude;
                }
            }
        }
        part.Count = count;
        part.Above += Vector512.Sum(above);
        for (int lane = 0; lane < 16; lane++)
        {
            part.Largest = Math.Max(part.Largest, (uint)largest[lane]);
        }
    }

    // A count of coarse buckets says in which bucket the cut lies; that bucket is small enough to sort.
    private (uint Cut, long Above, long Ties) Select(long rank, long above)
    {
        int shift = Math.Max(0, 32 - BitOperations.LeadingZeroCount(_highest - _lowest) - 10);
        Array.Clear(_counts);
        foreach (Part part in _parts)
        {
            foreach (uint bits in part.Found.AsSpan(0, part.Count))
            {
                _counts[(bits - _lowest) >> shift]++;
            }
        }
        int bucket = Buckets - 1;
        while (rank > _counts[bucket])
        {
            rank -= _counts[bucket];
            above += _counts[bucket--];
        }
        if (_bucket.Length < _counts[bucket])
        {
            _bucket = new uint[2 * _counts[bucket]];
        }
        int count = 0;
        foreach (Part part in _parts)
        {
            foreach (uint bits in part.Found.AsSpan(0, part.Count))
            {
                if ((bits - _lowest) >> shift == bucket)
                {
                    _bucket[count++] = bits;
                }
            }
        }
        Span<uint> sorted = _bucket.AsSpan(0, count);
        sorted.Sort();
        uint cut = sorted[count - (int)rank];
        int higher = 0;
        int ties = 0;
        foreach (uint bits in sorted)
        {
            higher += bits > cut ? 1 : 0;
            ties += bits == cut ? 1 : 0;
        }
        return (cut, above + higher, ties);
    }

    /// <summary>What one thread found.</summary>
    private sealed class Part(int capacity)
    {
        public uint[] Found { get; } = new uint[capacity];

        public int Count { get; set; }

        public long Above { get; set; }

        public uint Largest { get; set; }

        public bool Full { get; set; }

        public void Clear()
        {
            Count = 0;
            Above = 0;
            Largest = 0;
            Full = false;
        }
    }
}
