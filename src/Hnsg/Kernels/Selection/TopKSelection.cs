using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Selection;

/// <summary>Finds the k connections of a layer with the largest |score|, ties to the lower index, without sorting.</summary>
/// <remarks>
/// The bits of |S| order as |S| does. Three counts of 11, 10 and 10 bits, each over what the one before left open,
/// give the bits of the k-th largest; the cost does not depend on k. From one step of training to the next the cut
/// moves little: so first one pass looks only at a window around the cut before, and mostly finds the new one there.
/// A connection stays where its bits are above the cut, or equal to it and its index (input·neurons + neuron) not above
/// the last tie that stays. The result is the same whichever way it was found.
/// </remarks>
internal sealed unsafe class TopKSelection
{
    private const int HighBits = 11;
    private const int LowBits = 10;
    private const uint Magnitude = 0x7FFFFFFF;

    private readonly MatrixLayout _shape;
    private readonly Tile[][] _tiles;
    private readonly int[][] _counts;
    private readonly Action<int> _count;
    private readonly CutWindow _window;
    private float* _scores;
    private int _shift;
    private uint _prefix;

    public TopKSelection(MatrixLayout shape, Tile[][] tiles)
    {
        _shape = shape;
        _tiles = tiles;
        _counts = [.. tiles.Select(_ => new int[1 << HighBits])];
        _count = CountPart;
        _window = new CutWindow(shape, tiles);
    }

    /// <summary>Bits of the smallest |score| that stays.</summary>
    public uint Cut { get; private set; }

    /// <summary>Among connections with the bits of the cut, those up to this index stay.</summary>
    public long LastTie { get; private set; }

    /// <summary>Whether some score is infinite or not a number.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Whether a connection stays.</summary>
    /// <param name="bits">Bits of its score.</param>
    /// <param name="index">Its index: input·neurons + neuron.</param>
    public bool Keeps(uint bits, long index) =>
        (bits & Magnitude) > Cut || ((bits & Magnitude) == Cut && index <= LastTie);

    /// <summary>Selects.</summary>
    /// <param name="team">Threads, as many as there are lists of tiles.</param>
    /// <param name="scores">Scores in the layout of the shape; unused lanes hold 0.</param>
    /// <param name="keep">k: 1…number of connections.</param>
    public void Run(WorkerTeam team, float* scores, long keep)
    {
        _scores = scores;
        uint before = Cut;
        long ties;
        long above;
        if (_window.Find(team, scores, keep, before) is { } found)
        {
            (Cut, above, ties) = found;
            Overflowed = _window.Overflowed;
        }
        else
        {
            CountAllBits(team, keep, out above, out ties);
        }
        _window.Moved(before, Cut);
        LastTie = ties == keep - above ? long.MaxValue : NthTie(keep - above);
    }

    private void CountAllBits(WorkerTeam team, long keep, out long above, out long ties)
    {
        above = 0;
        _shift = 2 * LowBits;
        _prefix = 0;
        team.Run(_count);
        Overflowed = Total(0xFF << (HighBits - 8), 1 << (HighBits - 8)) > 0;
        uint prefix = FindBucket(keep, 1 << HighBits, ref above);
        for (_shift = LowBits; _shift >= 0; _shift -= LowBits)
        {
            _prefix = prefix;
            team.Run(_count);
            prefix = (prefix << LowBits) | FindBucket(keep, 1 << LowBits, ref above);
        }
        Cut = prefix;
        ties = Total((int)(prefix & ((1 << LowBits) - 1)), 1);
    }

    private void CountPart(int thread)
    {
        int[] counts = _counts[thread];
        Array.Clear(counts);
        foreach (Tile tile in _tiles[thread])
        {
            uint* bits = (uint*)_scores + _shape.Block(tile.Block);
            long first = (long)tile.FirstRow * _shape.Width;
            long end = (long)tile.EndRow * _shape.Width;
            if (_shift == 2 * LowBits)
            {
                CountAll(bits + first, end - first, counts);
            }
            else
            {
                CountPrefix(bits + first, end - first, counts);
            }
        }
    }

    private static void CountAll(uint* bits, long length, int[] counts)
    {
        for (long i = 0; i < length; i++)
        {
            counts[(bits[i] & Magnitude) >> (2 * LowBits)]++;
        }
    }

    private void CountPrefix(uint* bits, long length, int[] counts)
    {
        int above = _shift + LowBits;
        uint last = (1 << LowBits) - 1;
        if (!Vector128.IsHardwareAccelerated)
        {
            for (long i = 0; i < length; i++)
            {
                uint magnitude = bits[i] & Magnitude;
                if (magnitude >> above == _prefix)
                {
                    counts[magnitude >> _shift & last]++;
                }
            }
            return;
        }
        var prefix = Vector512.Create(_prefix);
        var mask = Vector512.Create(Magnitude);
        for (long i = 0; i < length; i += 16)
        {
            Vector512<uint> magnitude = Vector512.LoadAligned(bits + i) & mask;
            ulong found = Vector512.Equals(magnitude >>> above, prefix).ExtractMostSignificantBits();
            while (found != 0)
            {
                counts[(bits[i + BitOperations.TrailingZeroCount(found)] & Magnitude) >> _shift & last]++;
                found &= found - 1;
            }
        }
    }

    // The bucket, from the top, in which the k-th largest lies.
    private uint FindBucket(long keep, int buckets, ref long above)
    {
        for (int bucket = buckets - 1; bucket > 0; bucket--)
        {
            long here = Total(bucket, 1);
            if (above + here >= keep)
            {
                return (uint)bucket;
            }
            above += here;
        }
        return 0;
    }

    private long Total(int first, int buckets)
    {
        long total = 0;
        foreach (int[] counts in _counts)
        {
            for (int bucket = first; bucket < first + buckets; bucket++)
            {
                total += counts[bucket];
            }
        }
        return total;
    }

    // Rare: equal scores on both sides of the cut.
    private long NthTie(long n)
    {
        var ties = new List<long>();
        for (int block = 0; block < _shape.Blocks; block++)
        {
            uint* bits = (uint*)_scores + _shape.Block(block);
            for (int input = 0; input < _shape.Rows; input++)
            {
                for (int j = 0; j < _shape.Used(block); j++)
                {
                    if ((bits[(long)input * _shape.Width + j] & Magnitude) == Cut)
                    {
                        ties.Add((long)input * _shape.Columns + block * _shape.Width + j);
                    }
                }
            }
        }
        ties.Sort();
        return ties[(int)n - 1];
    }
}
