using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Sums;

/// <summary>The weights that a sample's spikes add up to in a block of neurons at every step: Σ_i x[t, i]·w[i, j].</summary>
/// <remarks>
/// They are 16 bits wide, which is exact where fan_in · largest weight is at most 32,767 (<see cref="Fits"/>); wider sums
/// are left to <see cref="SpikeSum"/>. The sum of the steady inputs is made once, and each step adds what differs.
/// </remarks>
internal static unsafe class SpikeCounts
{
    /// <summary>Whether no sum of a layer can leave 16 bits.</summary>
    public static bool Fits(MatrixLayout shape, int largest) => (long)shape.Rows * largest <= short.MaxValue;

    /// <summary>Runs one or two neighbouring blocks over all steps of a sample.</summary>
    /// <param name="weights">Effective weights of the first block, fan_in × width.</param>
    /// <param name="shape">Shape of the layer.</param>
    /// <param name="blocks">1 or 2.</param>
    /// <param name="train">What the sample sends into the layer.</param>
    /// <param name="largest">Largest magnitude of a weight, 1…127.</param>
    /// <param name="counts">Sums, blocks × steps × width.</param>
    public static void Run(sbyte* weights, MatrixLayout shape, int blocks, InputTrain train, int largest, short* counts)
    {
        int chunk = 127 / largest;
        if (shape.Width == 64 && Vector128.IsHardwareAccelerated)
        {
            // A single block is done twice, into the same place.
            bool pair = blocks == 2;
            Run64(weights, pair ? shape.Block(1) : 0, train, chunk, counts, pair ? train.Steps * 64 : 0);
            return;
        }
        for (int block = 0; block < blocks; block++)
        {
            short* sums = counts + block * train.Steps * shape.Width;
            sbyte* rows = weights + shape.Block(block);
            if (!Vector128.IsHardwareAccelerated)
            {
                Reference(rows, shape.Width, train, sums);
            }
            else if (shape.Width == 32)
            {
                Run32(rows, train, chunk, sums);
            }
            else
            {
                Run16(rows, train, chunk, sums);
            }
        }
    }

    public static void Reference(sbyte* weights, int width, InputTrain train, short* counts)
    {
        for (int t = 0; t < train.Steps; t++)
        {
            new Span<short>(counts + t * width, width).Clear();
            foreach (ushort input in train.SpikesAt(t))
            {
                for (int j = 0; j < width; j++)
                {
                    counts[t * width + j] += weights[input * width + j];
                }
            }
        }
    }

    // Lanes: 2 × 64 neurons as bytes, so that two rows share an index. As many rows are added as cannot overflow a byte,
    // then the bytes are widened; most steps differ so little from the steady inputs that one such sum holds it all.
    private static void Run64(
        sbyte* low,
        long blockStride,
        InputTrain train,
        int chunk,
        short* counts,
        long countStride
    )
    {
        sbyte* high = low + blockStride;
        var none = new Sums64();
        Sums64 steady = Step64(low, high, train.SteadySpikes, chunk, none);
        for (int t = 0; t < train.Steps; t++)
        {
            Sums64 sums = Step64(low, high, train.Step(t), chunk, steady);
            sums.Low0.StoreAligned(counts);
            sums.Low1.StoreAligned(counts + 32);
            sums.High0.StoreAligned(counts + countStride);
            sums.High1.StoreAligned(counts + countStride + 32);
            counts += 64;
        }
    }

    private struct Sums64
    {
        public Vector512<short> Low0,
            Low1,
            High0,
            High1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Sums64 Step64(sbyte* low, sbyte* high, in StepSpikes spikes, int chunk, Sums64 sums)
    {
        int next = 0,
            silence = 0;
        do
        {
            int events = Math.Min(spikes.EventCount - next, chunk);
            int silences = Math.Min(spikes.SilenceCount - silence, chunk - events);
            Vector512<sbyte> a = default,
                b = default,
                c = default,
                d = default;
            Rows64(low, high, spikes.Events + next, events, ref a, ref b);
            Rows64(low, high, spikes.Silences + silence, silences, ref c, ref d);
            a -= c;
            b -= d;
            sums.Low0 += Vector512.WidenLower(a);
            sums.Low1 += Vector512.WidenUpper(a);
            sums.High0 += Vector512.WidenLower(b);
            sums.High1 += Vector512.WidenUpper(b);
            next += events;
            silence += silences;
        } while (next < spikes.EventCount || silence < spikes.SilenceCount);
        return sums;
    }

    // The last rows are masked away instead of branched around: their number is as good as random. The places past the
    // end of a list hold inputs that exist.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows64(
        sbyte* low,
        sbyte* high,
        ushort* rows,
        int count,
        ref Vector512<sbyte> a,
        ref Vector512<sbyte> b
    )
    {
        ushort* end = rows + (count & ~3);
        for (; rows < end; rows += 4)
        {
            nuint r0 = (nuint)rows[0] * 64,
                r1 = (nuint)rows[1] * 64,
                r2 = (nuint)rows[2] * 64,
                r3 = (nuint)rows[3] * 64;
            a += Vector512.LoadAligned(low + r0);
            b += Vector512.LoadAligned(high + r0);
            a += Vector512.LoadAligned(low + r1);
            b += Vector512.LoadAligned(high + r1);
            a += Vector512.LoadAligned(low + r2);
            b += Vector512.LoadAligned(high + r2);
            a += Vector512.LoadAligned(low + r3);
            b += Vector512.LoadAligned(high + r3);
        }
        int rest = count & 3;
        nuint s0 = (nuint)rows[0] * 64,
            s1 = (nuint)rows[1] * 64,
            s2 = (nuint)rows[2] * 64;
        var m0 = Vector512.Create((sbyte)((0 - rest) >> 31));
        var m1 = Vector512.Create((sbyte)((1 - rest) >> 31));
        var m2 = Vector512.Create((sbyte)((2 - rest) >> 31));
        a += Vector512.LoadAligned(low + s0) & m0;
        b += Vector512.LoadAligned(high + s0) & m0;
        a += Vector512.LoadAligned(low + s1) & m1;
        b += Vector512.LoadAligned(high + s1) & m1;
        a += Vector512.LoadAligned(low + s2) & m2;
        b += Vector512.LoadAligned(high + s2) & m2;
    }

    private static void Run32(sbyte* weights, InputTrain train, int chunk, short* counts)
    {
        Vector512<short> steady = Step32(weights, train.SteadySpikes, chunk, default);
        for (int t = 0; t < train.Steps; t++)
        {
            Step32(weights, train.Step(t), chunk, steady).StoreAligned(counts + t * 32);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Step32(sbyte* weights, in StepSpikes spikes, int chunk, Vector512<short> sum)
    {
        int next = 0,
            silence = 0;
        do
        {
            int events = Math.Min(spikes.EventCount - next, chunk);
            int silences = Math.Min(spikes.SilenceCount - silence, chunk - events);
            Vector256<sbyte> bytes = default;
            for (int end = next + events; next < end; next++)
            {
                bytes += Vector256.LoadAligned(weights + (nuint)spikes.Events[next] * 32);
            }
            for (int end = silence + silences; silence < end; silence++)
            {
                bytes -= Vector256.LoadAligned(weights + (nuint)spikes.Silences[silence] * 32);
            }
            sum += Vector512.Create(Vector256.WidenLower(bytes), Vector256.WidenUpper(bytes));
        } while (next < spikes.EventCount || silence < spikes.SilenceCount);
        return sum;
    }

    private static void Run16(sbyte* weights, InputTrain train, int chunk, short* counts)
    {
        Vector256<short> steady = Step16(weights, train.SteadySpikes, chunk, default);
        for (int t = 0; t < train.Steps; t++)
        {
            Step16(weights, train.Step(t), chunk, steady).StoreAligned(counts + t * 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Step16(sbyte* weights, in StepSpikes spikes, int chunk, Vector256<short> sum)
    {
        int next = 0,
            silence = 0;
        do
        {
            int events = Math.Min(spikes.EventCount - next, chunk);
            int silences = Math.Min(spikes.SilenceCount - silence, chunk - events);
            Vector128<sbyte> even = default,
                odd = default;
            ushort* row = spikes.Events + next;
            ushort* end = row + events;
            for (; row + 4 <= end; row += 4)
            {
                even += Vector128.LoadAligned(weights + (nuint)row[0] * 16);
                odd += Vector128.LoadAligned(weights + (nuint)row[1] * 16);
                even += Vector128.LoadAligned(weights + (nuint)row[2] * 16);
                odd += Vector128.LoadAligned(weights + (nuint)row[3] * 16);
            }
            for (; row < end; row++)
            {
                even += Vector128.LoadAligned(weights + (nuint)row[0] * 16);
            }
            next += events;
            for (int last = silence + silences; silence < last; silence++)
            {
                odd -= Vector128.LoadAligned(weights + (nuint)spikes.Silences[silence] * 16);
            }
            even += odd;
            sum += Vector256.Create(Vector128.WidenLower(even), Vector128.WidenUpper(even));
        } while (next < spikes.EventCount || silence < spikes.SilenceCount);
        return sum;
    }
}
