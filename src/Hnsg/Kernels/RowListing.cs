using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hnsg.Kernels;

/// <summary>Turns spikes into the lists of weight rows that each step adds.</summary>
internal static unsafe class RowListing
{
    /// <summary>Appends rows to the lists of the steps whose bits they have: a transposition.</summary>
    /// <param name="bits">Bit t for step t, a word a row; may be read up to the next 16.</param>
    /// <param name="rows">The rows; may be read up to the next 16.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="steps">Number of steps, 1…32.</param>
    /// <param name="lists">Appended to in the order of the rows.</param>
    public static void Append(uint* bits, int* rows, int count, int steps, RowLists lists)
    {
        if (Avx512F.IsSupported)
        {
            Compress(bits, rows, count, steps, lists);
        }
        else
        {
            Reference(bits, rows, count, steps, lists);
        }
    }

    // Lanes: 16 rows. A lane that spikes has its sign bit set; one instruction moves those rows together, so there is no
    // branch to mispredict. What it writes behind them is overwritten by the next, or never read.
    private static void Compress(uint* bits, int* rows, int count, int steps, RowLists lists)
    {
        int* lengths = lists.Lengths;
        for (int first = 0; first < count; first += 16)
        {
            Vector512<int> spikes = Vector512.LoadAligned((int*)bits + first) << (RowLists.MostSteps - steps);
            Vector512<int> row = Vector512.LoadAligned(rows + first);
            if (count - first < 16)
            {
                spikes &= Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - first));
            }
            for (int t = steps - 1; t >= 0; t--)
            {
                Vector512<int> now = Vector512.LessThan(spikes, Vector512<int>.Zero);
                int length = lengths[t];
                Avx512F.Compress(Vector512<int>.Zero, now, row).Store(lists.Step(t) + length);
                lengths[t] = length + BitOperations.PopCount(now.ExtractMostSignificantBits());
                spikes += spikes;
            }
        }
    }

    public static void Reference(uint* bits, int* rows, int count, int steps, RowLists lists)
    {
        int* lengths = lists.Lengths;
        for (int i = 0; i < count; i++)
        {
            for (uint word = bits[i] & (uint.MaxValue >> (RowLists.MostSteps - steps)); word != 0; word &= word - 1)
            {
                int t = BitOperations.TrailingZeroCount(word);
                lists.Step(t)[lengths[t]++] = rows[i];
            }
        }
    }

    /// <summary>Lists the spikes of a layer for the layer above, which has no steady inputs.</summary>
    /// <param name="words">One word a step and block, bit j for neuron j of the block: steps × blocks.</param>
    /// <param name="shape">Shape of the layer that spiked.</param>
    /// <param name="first">First step.</param>
    /// <param name="end">Step after the last.</param>
    /// <param name="width">Bytes from one row of the layer above to the next.</param>
    /// <param name="lists">The lists of these steps are made anew.</param>
    public static void FromWords(ulong* words, LayerShape shape, int first, int end, int width, RowLists lists)
    {
        for (int t = first; t < end; t++)
        {
            int* start = lists.Step(t);
            int* next = start;
            for (int block = 0; block < shape.Blocks; block++)
            {
                int row = block * shape.Width * width;
                for (ulong word = words[t * shape.Blocks + block]; word != 0; word &= word - 1)
                {
                    *next++ = row + BitOperations.TrailingZeroCount(word) * width;
                }
            }
            lists.Events[t] = lists.Lengths[t] = (int)(next - start);
        }
    }
}
