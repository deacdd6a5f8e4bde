using Hnsg.Kernels;
using Hnsg.Networks;
using Xunit;

namespace Hnsg.Tests.Kernels;

public unsafe class IntegerLifTests
{
    private const float Unit = 0.0123f;

    public static MatrixTheoryData<int, int> WidthsAndSteps => new(Sizes.Widths, Sizes.Steps);

    [Theory, MemberData(nameof(WidthsAndSteps))]
    public void Spikes_membranes_and_distances_are_those_of_the_equations(int width, int steps)
    {
        using AlignedBuffer<int> current = SomeNumbers.Integers((long)steps * width, 7, 1000);
        foreach (IntegerLif lif in Neurons())
        {
            Check(lif, current, width, steps, width);
            Check(lif, current, 0, steps, width);
        }
    }

    [Fact]
    public void A_membrane_at_the_threshold_does_not_spike_and_one_above_does()
    {
        var lif = new IntegerLif(4, 100, ResetKind.Subtract);
        Assert.Equal((false, 100), Once(lif, 100));
        Assert.Equal((true, 1), Once(lif, 101));
    }

    // −1 >> 4 is −1, so a negative membrane always moves towards 0; a small positive one stays.
    [Fact]
    public void Decay_rounds_down()
    {
        var lif = new IntegerLif(4, 100, ResetKind.Subtract);
        int v = -1,
            pending = 0;
        lif.Step(0, ref v, ref pending, out _);
        Assert.Equal(0, v);
        v = 15;
        lif.Step(0, ref v, ref pending, out _);
        Assert.Equal(15, v);
    }

    private static (bool Spike, int Membrane) Once(IntegerLif lif, int current)
    {
        int v = 0,
            pending = 0;
        return (lif.Step(current, ref v, ref pending, out _), v);
    }

    private static IEnumerable<IntegerLif> Neurons() =>
        from reset in Enum.GetValues<ResetKind>()
        from shift in (int[])[1, 4, 15]
        from threshold in (int[])[0, 1, 700, 100_000]
        select new IntegerLif(shift, threshold, reset);

    private static void Check(IntegerLif lif, AlignedBuffer<int> current, int stride, int steps, int width)
    {
        const int spikeStride = 3;
        using var spikes = new AlignedBuffer<ulong>(steps * spikeStride);
        using var membrane = new AlignedBuffer<int>(width);
        using var distance = new AlignedBuffer<float>((long)steps * width);
        (ulong[] words, int[] last, long[] u) = Definition(lif, current.Span, stride, steps, width);
        float[] z = [.. u.Select(value => (float)(value - lif.Threshold) * Unit)];
        foreach (bool reference in (bool[])[true, false])
        {
            spikes.Span.Fill(ulong.MaxValue);
            var currents = new WideCurrents(current.Pointer, stride);
            if (reference)
            {
                lif.Reference(currents, steps, width, spikes.Pointer + 1, spikeStride, membrane.Pointer);
                lif.ReferenceTrace(currents, steps, width, Unit, distance.Pointer);
            }
            else
            {
                lif.Run(currents, steps, width, spikes.Pointer + 1, spikeStride, membrane.Pointer);
                lif.Trace(currents, steps, width, Unit, distance.Pointer);
            }
            for (int t = 0; t < steps; t++)
            {
                Assert.Equal(words[t], spikes.Span[(t * spikeStride) + 1]);
                Assert.Equal(ulong.MaxValue, spikes.Span[t * spikeStride]);
            }
            Assert.Equal(last, membrane.Span.ToArray());
            Bits.Same(z, distance.Span, $"{lif}");
        }
    }

    // The equations once more, in 64 bits and with a division that rounds down in place of the shift.
    private static (ulong[] Spikes, int[] Last, long[] Membranes) Definition(
        IntegerLif lif,
        ReadOnlySpan<int> current,
        int stride,
        int steps,
        int width
    )
    {
        var spikes = new ulong[steps];
        var last = new int[width];
        var membranes = new long[steps * width];
        for (int j = 0; j < width; j++)
        {
            long v = 0,
                later = 0;
            for (int t = 0; t < steps; t++)
            {
                long u = v - (long)Math.Floor(v / (double)(1 << lif.Shift)) + current[(t * stride) + j] - later;
                long s = u > lif.Threshold && lif.Reset != ResetKind.None ? 1 : 0;
                v = lif.Reset switch
                {
                    ResetKind.Subtract => u - (lif.Threshold * s),
                    ResetKind.Zero => u * (1 - s),
                    _ => u,
                };
                later = lif.Reset == ResetKind.DelayedSubtract ? lif.Threshold * s : 0;
                spikes[t] |= (ulong)s << j;
                membranes[(t * width) + j] = u;
            }
            last[j] = (int)v;
        }
        return (spikes, last, membranes);
    }
}
