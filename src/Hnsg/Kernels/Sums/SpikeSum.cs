using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Sums;

/// <summary>
/// The current that one step's spikes cause in a block of neurons: I[j] = (base[j] + Σ_events w[i, j] − Σ_silences w[i, j])
/// · 2^F, the base being that of the inputs that spike at almost every step.
/// </summary>
internal static unsafe class SpikeSum
{
    /// <summary>Integer weights.</summary>
    /// <param name="weights">Block of effective weights, fan_in × width.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="spikes">What is added and what taken away.</param>
    /// <param name="largest">Largest magnitude of a weight, 1…127.</param>
    /// <param name="fractionBits">F.</param>
    /// <param name="start">Base, width sums without the shift; null for 0.</param>
    /// <param name="current">width sums.</param>
    public static void Run(
        sbyte* weights,
        int width,
        in StepSpikes spikes,
        int largest,
        int fractionBits,
        int* start,
        int* current
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, width, spikes, fractionBits, start, current);
        }
        else if (width == 64)
        {
            Run64(weights, spikes, 127 / largest, fractionBits, start, current);
        }
        else if (width == 32)
        {
            Run32(weights, spikes, 127 / largest, fractionBits, start, current);
        }
        else
        {
            Run16(weights, spikes, 127 / largest, fractionBits, start, current);
        }
    }

    public static void Reference(
        sbyte* weights,
        int width,
        in StepSpikes spikes,
        int fractionBits,
        int* start,
        int* current
    )
    {
        for (int j = 0; j < width; j++)
        {
            int sum = start == null ? 0 : start[j];
            for (int s = 0; s < spikes.EventCount; s++)
            {
                sum += weights[spikes.Events[s] * width + j];
            }
            for (int s = 0; s < spikes.SilenceCount; s++)
            {
                sum -= weights[spikes.Silences[s] * width + j];
            }
            current[j] = sum << fractionBits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Start(int* start, int lane) => start == null ? default : Vector512.Load(start + lane);

    // Lanes: 64 neurons as bytes. As many rows are added as cannot overflow a byte, then the bytes are widened; most
    // steps differ so little from the base that one such sum holds both kinds of difference.
    private static void Run64(
        sbyte* weights,
        in StepSpikes spikes,
        int chunk,
        int fractionBits,
        int* start,
        int* current
    )
    {
        Vector512<int> i0 = Start(start, 0),
            i1 = Start(start, 16),
            i2 = Start(start, 32),
            i3 = Start(start, 48);
        int next = 0,
            silence = 0;
        do
        {
            int events = Math.Min(spikes.EventCount - next, chunk);
            int silences = Math.Min(spikes.SilenceCount - silence, chunk - events);
            Vector512<sbyte> sum =
                Rows64(weights, spikes.Events + next, events) - Rows64(weights, spikes.Silences + silence, silences);
            (Vector512<short> low, Vector512<short> high) = Vector512.Widen(sum);
            i0 += Vector512.WidenLower(low);
            i1 += Vector512.WidenUpper(low);
            i2 += Vector512.WidenLower(high);
            i3 += Vector512.WidenUpper(high);
            next += events;
            silence += silences;
        } while (next < spikes.EventCount || silence < spikes.SilenceCount);
        (i0 << fractionBits).Store(current);
        (i1 << fractionBits).Store(current + 16);
        (i2 << fractionBits).Store(current + 32);
        (i3 << fractionBits).Store(current + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Rows64(sbyte* weights, ushort* rows, int count)
    {
        Vector512<sbyte> even = default,
            odd = default;
        int s = 0;
        for (; s + 4 <= count; s += 4)
        {
            even += Vector512.LoadAligned(weights + rows[s] * 64);
            odd += Vector512.LoadAligned(weights + rows[s + 1] * 64);
            even += Vector512.LoadAligned(weights + rows[s + 2] * 64);
            odd += Vector512.LoadAligned(weights + rows[s + 3] * 64);
        }
        for (; s < count; s++)
        {
            even += Vector512.LoadAligned(weights + rows[s] * 64);
        }
        return even + odd;
    }

    private static void Run32(
        sbyte* weights,
        in StepSpikes spikes,
        int chunk,
        int fractionBits,
        int* start,
        int* current
    )
    {
        Vector512<int> i0 = Start(start, 0),
            i1 = Start(start, 16);
        int next = 0,
            silence = 0;
        do
        {
            int events = Math.Min(spikes.EventCount - next, chunk);
            int silences = Math.Min(spikes.SilenceCount - silence, chunk - events);
            Vector256<sbyte> sum = default;
            for (int end = next + events; next < end; next++)
            {
                sum += Vector256.LoadAligned(weights + spikes.Events[next] * 32);
            }
            for (int end = silence + silences; silence < end; silence++)
            {
                sum -= Vector256.LoadAligned(weights + spikes.Silences[silence] * 32);
            }
            Vector512<short> wide = Vector512.Create(Vector256.WidenLower(sum), Vector256.WidenUpper(sum));
            i0 += Vector512.WidenLower(wide);
            i1 += Vector512.WidenUpper(wide);
        } while (next < spikes.EventCount || silence < spikes.SilenceCount);
        (i0 << fractionBits).Store(current);
        (i1 << fractionBits).Store(current + 16);
    }

    private static void Run16(
        sbyte* weights,
        in StepSpikes spikes,
        int chunk,
        int fractionBits,
        int* start,
        int* current
    )
    {
        Vector512<int> total = Start(start, 0);
        int next = 0,
            silence = 0;
        do
        {
            int events = Math.Min(spikes.EventCount - next, chunk);
            int silences = Math.Min(spikes.SilenceCount - silence, chunk - events);
            Vector128<sbyte> sum = default;
            for (int end = next + events; next < end; next++)
            {
                sum += Vector128.LoadAligned(weights + spikes.Events[next] * 16);
            }
            for (int end = silence + silences; silence < end; silence++)
            {
                sum -= Vector128.LoadAligned(weights + spikes.Silences[silence] * 16);
            }
            Vector256<short> wide = Vector256.Create(Vector128.WidenLower(sum), Vector128.WidenUpper(sum));
            total += Vector512.Create(Vector256.WidenLower(wide), Vector256.WidenUpper(wide));
        } while (next < spikes.EventCount || silence < spikes.SilenceCount);
        (total << fractionBits).Store(current);
    }

    /// <summary>Real weights; base, then events, then silences, each in their order.</summary>
    public static void Run(float* weights, int width, in StepSpikes spikes, float* start, float* current)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(weights, width, spikes, start, current);
            return;
        }
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> sum = start == null ? default : Vector512.Load(start + j);
            for (int s = 0; s < spikes.EventCount; s++)
            {
                sum += Vector512.LoadAligned(weights + spikes.Events[s] * width + j);
            }
            for (int s = 0; s < spikes.SilenceCount; s++)
            {
                sum -= Vector512.LoadAligned(weights + spikes.Silences[s] * width + j);
            }
            sum.Store(current + j);
        }
    }

    public static void Reference(float* weights, int width, in StepSpikes spikes, float* start, float* current)
    {
        for (int j = 0; j < width; j++)
        {
            float sum = start == null ? 0 : start[j];
            for (int s = 0; s < spikes.EventCount; s++)
            {
                sum += weights[spikes.Events[s] * width + j];
            }
            for (int s = 0; s < spikes.SilenceCount; s++)
            {
                sum -= weights[spikes.Silences[s] * width + j];
            }
            current[j] = sum;
        }
    }
}
