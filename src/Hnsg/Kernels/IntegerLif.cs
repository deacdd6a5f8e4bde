using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>Leaky integrate-and-fire neurons in integers: u = v − (v &gt;&gt; shift) + I;  s = u &gt; Θ;  then the reset.</summary>
/// <param name="Shift">Decay β = 1 − 2^−shift, with an arithmetic shift (floor).</param>
/// <param name="Threshold">Θ.</param>
/// <param name="Reset">What a spike does.</param>
internal readonly record struct IntegerLif(int Shift, int Threshold, ResetKind Reset)
{
    /// <summary>Runs a block of neurons over one sample, from membranes of 0.</summary>
    /// <param name="current">Currents, one row of <paramref name="width"/> a step.</param>
    /// <param name="stride">Elements from one step's row to the next; 0 where the current is constant.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="spikes">One word a step, bit j for neuron j.</param>
    /// <param name="spikeStride">Words from one step to the next.</param>
    /// <param name="membrane">width membranes after the last step.</param>
    public unsafe void Run(
        int* current,
        int stride,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        int* membrane
    )
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(current, stride, steps, width, spikes, spikeStride, membrane);
            return;
        }
        switch (Reset)
        {
            case ResetKind.Subtract:
                Run<SubtractReset>(current, stride, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.Zero:
                Run<ZeroReset>(current, stride, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.DelayedSubtract:
                Run<DelayedSubtractReset>(current, stride, steps, width, spikes, spikeStride, membrane);
                break;
            default:
                Run<NoReset>(current, stride, steps, width, spikes, spikeStride, membrane);
                break;
        }
    }

    // One compiled loop for each reset: a branch in it would cost more than the neuron.
    private unsafe void Run<TReset>(
        int* current,
        int stride,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        int* membrane
    )
        where TReset : IReset
    {
        for (int t = 0; t < steps; t++)
        {
            spikes[t * spikeStride] = 0;
        }
        int shift = Shift;
        // Lanes: 16 neurons, their membranes in a register over all steps. A step waits for the one before, so two
        // such chains run side by side where the block is wide enough.
        var threshold = Vector512.Create(Threshold);
        int j = 0;
        for (; j + 32 <= width; j += 32)
        {
            Lanes<TReset> low = default,
                high = default;
            int* row = current + j;
            ulong* word = spikes;
            for (int t = 0; t < steps; t++)
            {
                Vector512<int> s0 = low.Step(shift, Vector512.LoadAligned(row), threshold);
                Vector512<int> s1 = high.Step(shift, Vector512.LoadAligned(row + 16), threshold);
                *word |= (s0.ExtractMostSignificantBits() | (s1.ExtractMostSignificantBits() << 16)) << j;
                row += stride;
                word += spikeStride;
            }
            low.Membrane.StoreAligned(membrane + j);
            high.Membrane.StoreAligned(membrane + j + 16);
        }
        for (; j < width; j += 16)
        {
            Lanes<TReset> lanes = default;
            for (int t = 0; t < steps; t++)
            {
                Vector512<int> fired = lanes.Step(shift, Vector512.LoadAligned(current + t * stride + j), threshold);
                spikes[t * spikeStride] |= fired.ExtractMostSignificantBits() << j;
            }
            lanes.Membrane.StoreAligned(membrane + j);
        }
    }

    /// <summary>Runs the same dynamics again and notes how far each membrane was from the threshold.</summary>
    /// <param name="current">As in <see cref="Run"/>.</param>
    /// <param name="stride">As in <see cref="Run"/>.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block.</param>
    /// <param name="unit">Real value of one unit of the membrane.</param>
    /// <param name="distance">z = (u − Θ)·unit, steps × width; greater than 0 exactly where the neuron spiked.</param>
    public unsafe void Trace(int* current, int stride, int steps, int width, float unit, float* distance)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            ReferenceTrace(current, stride, steps, width, unit, distance);
            return;
        }
        switch (Reset)
        {
            case ResetKind.Subtract:
                Trace<SubtractReset>(current, stride, steps, width, unit, distance);
                break;
            case ResetKind.Zero:
                Trace<ZeroReset>(current, stride, steps, width, unit, distance);
                break;
            case ResetKind.DelayedSubtract:
                Trace<DelayedSubtractReset>(current, stride, steps, width, unit, distance);
                break;
            default:
                Trace<NoReset>(current, stride, steps, width, unit, distance);
                break;
        }
    }

    private unsafe void Trace<TReset>(int* current, int stride, int steps, int width, float unit, float* distance)
        where TReset : IReset
    {
        int shift = Shift;
        var threshold = Vector512.Create(Threshold);
        var scale = Vector512.Create(unit);
        int j = 0;
        for (; j + 32 <= width; j += 32)
        {
            Lanes<TReset> low = default,
                high = default;
            int* row = current + j;
            float* z = distance + j;
            for (int t = 0; t < steps; t++)
            {
                low.Step(shift, Vector512.LoadAligned(row), threshold);
                high.Step(shift, Vector512.LoadAligned(row + 16), threshold);
                (Vector512.ConvertToSingle(low.Charged - threshold) * scale).StoreAligned(z);
                (Vector512.ConvertToSingle(high.Charged - threshold) * scale).StoreAligned(z + 16);
                row += stride;
                z += width;
            }
        }
        for (; j < width; j += 16)
        {
            Lanes<TReset> lanes = default;
            for (int t = 0; t < steps; t++)
            {
                lanes.Step(shift, Vector512.LoadAligned(current + t * stride + j), threshold);
                (Vector512.ConvertToSingle(lanes.Charged - threshold) * scale).StoreAligned(distance + t * width + j);
            }
        }
    }

    /// <summary>16 neurons under way.</summary>
    private struct Lanes<TReset>
        where TReset : IReset
    {
        private Vector512<int> _pending;

        /// <summary>v, after the reset.</summary>
        public Vector512<int> Membrane;

        /// <summary>u, before the reset.</summary>
        public Vector512<int> Charged;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<int> Step(int shift, Vector512<int> current, Vector512<int> threshold)
        {
            Charged = Membrane - (Membrane >> shift) + (current - _pending);
            Vector512<int> s = TReset.Fires ? Vector512.GreaterThan(Charged, threshold) : default;
            Membrane = TReset.After(Charged, s, threshold, ref _pending);
            return s;
        }
    }

    private interface IReset
    {
        static virtual bool Fires => true;

        static abstract Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        );
    }

    private readonly struct SubtractReset : IReset
    {
        public static Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        ) => u - (s & threshold);
    }

    private readonly struct ZeroReset : IReset
    {
        public static Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        ) => u & ~s;
    }

    private readonly struct DelayedSubtractReset : IReset
    {
        public static Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        )
        {
            pending = s & threshold;
            return u;
        }
    }

    private readonly struct NoReset : IReset
    {
        public static bool Fires => false;

        public static Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        ) => u;
    }

    /// <summary>One step of one neuron: returns whether it spikes; <paramref name="v"/> becomes the membrane after the reset.</summary>
    /// <param name="current">I.</param>
    /// <param name="v">Membrane; u before the reset is returned in <paramref name="u"/>.</param>
    /// <param name="pending">Reset still to come, with <see cref="ResetKind.DelayedSubtract"/>; 0 at first.</param>
    /// <param name="u">Membrane before the reset.</param>
    public bool Step(int current, ref int v, ref int pending, out int u)
    {
        u = v - (v >> Shift) + current - pending;
        bool s = u > Threshold && Reset != ResetKind.None;
        v = u;
        switch (Reset)
        {
            case ResetKind.Subtract when s:
                v = u - Threshold;
                break;
            case ResetKind.Zero when s:
                v = 0;
                break;
            case ResetKind.DelayedSubtract:
                pending = s ? Threshold : 0;
                break;
            default:
                break;
        }
        return s;
    }

    public unsafe void Reference(
        int* current,
        int stride,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        int* membrane
    )
    {
        for (int t = 0; t < steps; t++)
        {
            spikes[t * spikeStride] = 0;
        }
        for (int j = 0; j < width; j++)
        {
            int v = 0,
                pending = 0;
            for (int t = 0; t < steps; t++)
            {
                bool s = Step(current[t * stride + j], ref v, ref pending, out _);
                spikes[t * spikeStride] |= (s ? 1UL : 0UL) << j;
            }
            membrane[j] = v;
        }
    }

    public unsafe void ReferenceTrace(int* current, int stride, int steps, int width, float unit, float* distance)
    {
        for (int j = 0; j < width; j++)
        {
            int v = 0,
                pending = 0;
            for (int t = 0; t < steps; t++)
            {
                Step(current[t * stride + j], ref v, ref pending, out int u);
                distance[t * width + j] = (u - Threshold) * unit;
            }
        }
    }

    /// <summary>Membranes before and after the reset, for measures; in scalar steps, since no training waits for it.</summary>
    /// <param name="current">Currents, one row of <paramref name="width"/> a step.</param>
    /// <param name="stride">Elements from one step's row to the next; 0 where the current is constant.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="used">Neurons that exist; the others' membranes are left as they are.</param>
    /// <param name="before">u, steps × width.</param>
    /// <param name="after">v, steps × width.</param>
    public unsafe void Membranes(
        int* current,
        int stride,
        int steps,
        int width,
        int used,
        Span<int> before,
        Span<int> after
    )
    {
        for (int j = 0; j < used; j++)
        {
            int v = 0,
                pending = 0;
            for (int t = 0; t < steps; t++)
            {
                Step(current[t * stride + j], ref v, ref pending, out int u);
                before[t * width + j] = u;
                after[t * width + j] = v;
            }
        }
    }
}
