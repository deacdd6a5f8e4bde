using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>
/// A layer in one sample over some steps: the rows of a step's spikes are added up and go straight into the membranes,
/// which stay in registers. Only spikes are written, and the membranes once at the end, for later steps to go on from.
/// </summary>
/// <param name="weights">Effective weights in the layout of the shape; not read where the current is constant.</param>
/// <param name="shape">Shape of the layer.</param>
/// <param name="lif">Its neurons.</param>
/// <param name="largest">Largest magnitude of a weight, 1…127.</param>
/// <param name="fractionBits">F: a spike adds weight · 2^F.</param>
internal sealed unsafe class EventLif(sbyte* weights, LayerShape shape, IntegerLif lif, int largest, int fractionBits)
{
    // As many rows as cannot overflow a byte.
    private readonly int _chunk = 127 / largest;

    /// <summary>Runs all neurons over the steps [first, end) on spikes.</summary>
    /// <param name="lists">The rows of the steps; the steady ones are in <paramref name="steady"/>.</param>
    /// <param name="first">First step.</param>
    /// <param name="end">Step after the last.</param>
    /// <param name="steady">Sum of the steady rows without the factor 2^F, one a lane.</param>
    /// <param name="membranes">v before and after, one a lane.</param>
    /// <param name="words">Spikes, one word a step and block; those of the steps are written.</param>
    public void Run(RowLists lists, int first, int end, int* steady, int* membranes, ulong* words)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(lists, first, end, steady, membranes, words);
            return;
        }
        switch (lif.Reset)
        {
            case ResetKind.Subtract:
                Run<SubtractStep>(lists, first, end, steady, membranes, words);
                break;
            case ResetKind.Zero:
                Run<ZeroStep>(lists, first, end, steady, membranes, words);
                break;
            case ResetKind.DelayedSubtract:
                Run<DelayedSubtractStep>(lists, first, end, steady, membranes, words);
                break;
            case ResetKind.None:
                Run<SilentStep>(lists, first, end, steady, membranes, words);
                break;
            default:
                throw ResetKinds.Unknown(lif.Reset);
        }
    }

    public void Reference(RowLists lists, int first, int end, int* steady, int* membranes, ulong* words)
    {
        for (int t = first; t < end; t++)
        {
            new Span<ulong>(words + t * shape.Blocks, shape.Blocks).Clear();
            int* rows = lists.Step(t);
            for (int j = 0; j < shape.Lanes; j++)
            {
                (int block, int lane) = Math.DivRem(j, shape.Width);
                sbyte* column = weights + shape.Block(block) + lane;
                int sum = steady[j];
                for (int r = 0; r < lists.Lengths[t]; r++)
                {
                    sum += r < lists.Events[t] ? column[rows[r]] : -column[rows[r]];
                }
                bool s = LifStep.Run(lif, sum << fractionBits, ref membranes[j]);
                words[t * shape.Blocks + block] |= (s ? 1UL : 0UL) << lane;
            }
        }
    }

    private void Run<TStep>(RowLists lists, int first, int end, int* steady, int* membranes, ulong* words)
        where TStep : ILifStep
    {
        int width = shape.Width;
        if (width < 64)
        {
            for (int t = first; t < end; t++)
            {
                words[t] = 0;
            }
            for (int lane = 0; lane < width; lane += 16)
            {
                Sixteen<TStep>(lists, first, end, lane, steady, membranes, words);
            }
            return;
        }
        int block = 0;
        for (; block + 2 <= shape.Blocks; block += 2)
        {
            Wide<TStep, Two>(lists, first, end, block, steady, membranes, words);
        }
        if (block < shape.Blocks)
        {
            Wide<TStep, One>(lists, first, end, block, steady, membranes, words);
        }
    }

    // Lanes: 64 neurons of one block as bytes, or of two: the lists are then walked half as often, and 128 membranes fill
    // eight of the 32 registers. The rows of a step that cannot overflow a byte are added before anything is widened.
    private void Wide<TStep, TCount>(
        RowLists lists,
        int first,
        int end,
        int block,
        int* steady,
        int* membranes,
        ulong* words
    )
        where TStep : ILifStep
        where TCount : ICount
    {
        sbyte* low = weights + shape.Block(block);
        sbyte* high = low + (TCount.Two ? shape.Block(1) : 0);
        int* start = steady + block * 64;
        int* v = membranes + block * 64;
        int shift = lif.Shift;
        int bits = fractionBits;
        nint chunk = _chunk;
        var threshold = Vector512.Create(lif.Threshold);
        int* rows = lists.Step(first);
        int* events = lists.Events + first;
        int* lengths = lists.Lengths + first;
        nint stride = lists.Stride;
        nint blocks = shape.Blocks;
        ulong* word = words + first * blocks + block;
        Vector512<int> v0 = Vector512.LoadAligned(v),
            v1 = Vector512.LoadAligned(v + 16),
            v2 = Vector512.LoadAligned(v + 32),
            v3 = Vector512.LoadAligned(v + 48);
        Vector512<int> v4 = default,
            v5 = default,
            v6 = default,
            v7 = default;
        if (TCount.Two)
        {
            v4 = Vector512.LoadAligned(v + 64);
            v5 = Vector512.LoadAligned(v + 80);
            v6 = Vector512.LoadAligned(v + 96);
            v7 = Vector512.LoadAligned(v + 112);
        }
        for (int t = first; t < end; t++)
        {
            int* row = rows;
            int* silences = row + *events++;
            int* stop = row + *lengths++;
            rows += stride;
            Vector512<int> i0 = Vector512.LoadAligned(start),
                i1 = Vector512.LoadAligned(start + 16),
                i2 = Vector512.LoadAligned(start + 32),
                i3 = Vector512.LoadAligned(start + 48);
            Vector512<int> i4 = default,
                i5 = default,
                i6 = default,
                i7 = default;
            if (TCount.Two)
            {
                i4 = Vector512.LoadAligned(start + 64);
                i5 = Vector512.LoadAligned(start + 80);
                i6 = Vector512.LoadAligned(start + 96);
                i7 = Vector512.LoadAligned(start + 112);
            }
            while (row < stop)
            {
                int* until = stop - row > chunk ? row + chunk : stop;
                int* added = silences < until ? silences : until;
                Vector512<sbyte> a = default,
                    b = default;
                for (; row < added; row++)
                {
                    a += Vector512.LoadAligned(low + (uint)*row);
                    if (TCount.Two)
                    {
                        b += Vector512.LoadAligned(high + (uint)*row);
                    }
                }
                for (; row < until; row++)
                {
                    a -= Vector512.LoadAligned(low + (uint)*row);
                    if (TCount.Two)
                    {
                        b -= Vector512.LoadAligned(high + (uint)*row);
                    }
                }
                Widen(a, ref i0, ref i1, ref i2, ref i3);
                if (TCount.Two)
                {
                    Widen(b, ref i4, ref i5, ref i6, ref i7);
                }
            }
            ulong s0 = TStep.Run(ref v0, i0 << bits, shift, threshold).ExtractMostSignificantBits();
            ulong s1 = TStep.Run(ref v1, i1 << bits, shift, threshold).ExtractMostSignificantBits();
            ulong s2 = TStep.Run(ref v2, i2 << bits, shift, threshold).ExtractMostSignificantBits();
            ulong s3 = TStep.Run(ref v3, i3 << bits, shift, threshold).ExtractMostSignificantBits();
            word[0] = s0 | (s1 << 16) | (s2 << 32) | (s3 << 48);
            if (TCount.Two)
            {
                ulong s4 = TStep.Run(ref v4, i4 << bits, shift, threshold).ExtractMostSignificantBits();
                ulong s5 = TStep.Run(ref v5, i5 << bits, shift, threshold).ExtractMostSignificantBits();
                ulong s6 = TStep.Run(ref v6, i6 << bits, shift, threshold).ExtractMostSignificantBits();
                ulong s7 = TStep.Run(ref v7, i7 << bits, shift, threshold).ExtractMostSignificantBits();
                word[1] = s4 | (s5 << 16) | (s6 << 32) | (s7 << 48);
            }
            word += blocks;
        }
        v0.StoreAligned(v);
        v1.StoreAligned(v + 16);
        v2.StoreAligned(v + 32);
        v3.StoreAligned(v + 48);
        if (TCount.Two)
        {
            v4.StoreAligned(v + 64);
            v5.StoreAligned(v + 80);
            v6.StoreAligned(v + 96);
            v7.StoreAligned(v + 112);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(
        Vector512<sbyte> sum,
        ref Vector512<int> i0,
        ref Vector512<int> i1,
        ref Vector512<int> i2,
        ref Vector512<int> i3
    )
    {
        (Vector512<short> low, Vector512<short> high) = Vector512.Widen(sum);
        i0 += Vector512.WidenLower(low);
        i1 += Vector512.WidenUpper(low);
        i2 += Vector512.WidenLower(high);
        i3 += Vector512.WidenUpper(high);
    }

    // Lanes: 16 neurons of a block of 16 or 32; the layer has no other block.
    private void Sixteen<TStep>(RowLists lists, int first, int end, int lane, int* steady, int* membranes, ulong* words)
        where TStep : ILifStep
    {
        sbyte* column = weights + lane;
        int shift = lif.Shift;
        int bits = fractionBits;
        nint chunk = _chunk;
        var threshold = Vector512.Create(lif.Threshold);
        int* rows = lists.Step(first);
        int* events = lists.Events;
        int* lengths = lists.Lengths;
        var start = Vector512.LoadAligned(steady + lane);
        Vector512<int> v = Vector512.LoadAligned(membranes + lane);
        for (int t = first; t < end; t++)
        {
            int* row = rows;
            int* silences = row + events[t];
            int* stop = row + lengths[t];
            rows += lists.Stride;
            Vector512<int> sum = start;
            while (row < stop)
            {
                int* until = stop - row > chunk ? row + chunk : stop;
                int* added = silences < until ? silences : until;
                Vector128<sbyte> a = default;
                for (; row < added; row++)
                {
                    a += Vector128.LoadAligned(column + (uint)*row);
                }
                for (; row < until; row++)
                {
                    a -= Vector128.LoadAligned(column + (uint)*row);
                }
                Vector256<short> wide = Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));
                sum += Vector512.Create(Vector256.WidenLower(wide), Vector256.WidenUpper(wide));
            }
            words[t] |= TStep.Run(ref v, sum << bits, shift, threshold).ExtractMostSignificantBits() << lane;
        }
        v.StoreAligned(membranes + lane);
    }

    private interface ICount
    {
        static abstract bool Two { get; }
    }

    private readonly struct One : ICount
    {
        public static bool Two => false;
    }

    private readonly struct Two : ICount
    {
        static bool ICount.Two => true;
    }
}
