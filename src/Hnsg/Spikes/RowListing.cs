using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hnsg.Kernels;

namespace Hnsg.Spikes;

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
        int* last = lists.Step(steps - 1);
        nint stride = lists.Stride;
        for (int first = 0; first < count; first += 16)
        {
            Vector512<int> spikes = Vector512.LoadAligned((int*)bits + first) << (RowLists.MostSteps - steps);
            Vector512<int> row = Vector512.LoadAligned(rows + first);
            if (count - first < 16)
            {
                spikes &= Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - first));
            }
            int* list = last;
            for (int t = steps - 1; t >= 0; t--)
            {
                Vector512<int> now = Vector512.LessThan(spikes, Vector512<int>.Zero);
                int length = lengths[t];
                Avx512F.Compress(Vector512<int>.Zero, now, row).Store(list + length);
                lengths[t] = length + BitOperations.PopCount(now.ExtractMostSignificantBits());
                spikes += spikes;
                list -= stride;
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
    public static void FromWords(ulong* words, MatrixLayout shape, int first, int end, int width, RowLists lists)
    {
        int shift = BitOperations.Log2((uint)width);
        for (int t = first; t < end; t++)
        {
            int* start = lists.Step(t);
            int* next = start;
            for (int block = 0; block < shape.Blocks; block++)
            {
                ulong word = words[t * shape.Blocks + block];
                int row = (block * shape.Width) << shift;
                int count = BitOperations.PopCount(word);
                if (Avx512Vbmi2.IsSupported && count <= 16)
                {
                    Compress(word, row, shift, next);
                }
                else
                {
                    List(word, row, shift, next);
                }
                next += count;
            }
            lists.Events[t] = lists.Lengths[t] = (int)(next - start);
        }
    }

    private static void List(ulong word, int row, int shift, int* next)
    {
        for (; word != 0; word &= word - 1)
        {
            *next++ = row + (BitOperations.TrailingZeroCount(word) << shift);
        }
    }

    // Lanes: 64 neurons. A lane looks for its own bit in the byte of eight; the numbers of those that have it are moved
    // together, and the first 16 made rows: what is written behind them is overwritten by the next, or never read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compress(ulong word, int row, int shift, int* next)
    {
        Vector512<byte> eighth = Vector512
            .Create(
                0UL,
                0x0101010101010101,
                0x0202020202020202,
                0x0303030303030303,
                0x0404040404040404,
                0x0505050505050505,
                0x0606060606060606,
                0x0707070707070707
            )
            .AsByte();
        Vector512<byte> own = Vector512.Create(0x8040201008040201UL).AsByte();
        Vector512<byte> bytes = Avx512BW.Shuffle(Vector512.Create(word).AsByte(), eighth);
        Vector512<byte> numbers = Avx512Vbmi2.Compress(
            Vector512<byte>.Zero,
            Vector512.Equals(bytes & own, own),
            Vector512<byte>.Indices
        );
        Vector512<int> rows = Avx512F.ConvertToVector512Int32(numbers.GetLower().GetLower()) << shift;
        (rows + Vector512.Create(row)).Store(next);
    }
}
