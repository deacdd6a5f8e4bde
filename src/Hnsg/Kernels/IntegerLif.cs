using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>Leaky integrate-and-fire neurons in integers: u = v − (v &gt;&gt; shift) + I;  s = u &gt; Θ;  then the reset.</summary>
/// <param name="Shift">Decay β = 1 − 2^−shift, with an arithmetic shift (floor); <see cref="NoShift"/> for none.</param>
/// <param name="Threshold">Θ.</param>
/// <param name="Reset">What a spike does.</param>
internal readonly record struct IntegerLif(int Shift, int Threshold, ResetKind Reset)
{
    /// <summary>What a spike does.</summary>
    public ResetKind Reset { get; } = ResetKinds.Known(Reset);

    /// <summary>The shift of integrate-and-fire neurons, whose membranes do not decay.</summary>
    public const int NoShift = 32;

    /// <summary>The neurons of a layer.</summary>
    public static IntegerLif Of(NetworkSpec spec, int layer)
    {
        LifSpec lif = spec.Layers[layer].Lif;
        return new IntegerLif(lif.Kind == NeuronKind.If ? NoShift : lif.DecayShift, spec.Threshold(layer), lif.Reset);
    }

    /// <summary>Runs a block of neurons over one sample, from membranes of 0.</summary>
    /// <param name="currents">Currents.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="spikes">One word a step, bit j for neuron j.</param>
    /// <param name="spikeStride">Words from one step to the next.</param>
    /// <param name="membrane">width membranes after the last step.</param>
    public unsafe void Run<TCurrents>(
        TCurrents currents,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        int* membrane
    )
        where TCurrents : struct, ICurrents
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(currents, steps, width, spikes, spikeStride, membrane);
            return;
        }
        switch (Reset)
        {
            case ResetKind.Subtract when Shift == NoShift:
                Run<TCurrents, WithoutDecay<SubtractReset>>(currents, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.Subtract:
                Run<TCurrents, SubtractReset>(currents, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.Zero when Shift == NoShift:
                Run<TCurrents, WithoutDecay<ZeroReset>>(currents, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.Zero:
                Run<TCurrents, ZeroReset>(currents, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.DelayedSubtract when Shift == NoShift:
                Run<TCurrents, WithoutDecay<DelayedSubtractReset>>(
                    currents,
                    steps,
                    width,
                    spikes,
                    spikeStride,
                    membrane
                );
                break;
            case ResetKind.DelayedSubtract:
                Run<TCurrents, DelayedSubtractReset>(currents, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.None when Shift == NoShift:
                Run<TCurrents, WithoutDecay<NoReset>>(currents, steps, width, spikes, spikeStride, membrane);
                break;
            case ResetKind.None:
                Run<TCurrents, NoReset>(currents, steps, width, spikes, spikeStride, membrane);
                break;
            default:
                throw ResetKinds.Unknown(Reset);
        }
    }

    // One compiled loop for each reset: a branch in it would cost more than the neuron.
    private unsafe void Run<TCurrents, TReset>(
        TCurrents currents,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        int* membrane
    )
        where TCurrents : struct, ICurrents
        where TReset : IReset
    {
        int shift = Shift;
        // Lanes: 16 neurons, their membranes in a register over all steps. A step waits for the one before, so four such
        // chains run side by side where the block is wide enough.
        var threshold = Vector512.Create(Threshold);
        if (width == 64)
        {
            Lanes<TReset> a = default,
                b = default,
                c = default,
                d = default;
            for (int t = 0; t < steps; t++)
            {
                ulong s0 = a.Step(shift, currents.Load(t, 0), threshold).ExtractMostSignificantBits();
                ulong s1 = b.Step(shift, currents.Load(t, 16), threshold).ExtractMostSignificantBits();
                ulong s2 = c.Step(shift, currents.Load(t, 32), threshold).ExtractMostSignificantBits();
                ulong s3 = d.Step(shift, currents.Load(t, 48), threshold).ExtractMostSignificantBits();
                *spikes = s0 | (s1 << 16) | (s2 << 32) | (s3 << 48);
                spikes += spikeStride;
            }
            a.Membrane.StoreAligned(membrane);
            b.Membrane.StoreAligned(membrane + 16);
            c.Membrane.StoreAligned(membrane + 32);
            d.Membrane.StoreAligned(membrane + 48);
            return;
        }
        for (int t = 0; t < steps; t++)
        {
            spikes[t * spikeStride] = 0;
        }
        for (int j = 0; j < width; j += 16)
        {
            Lanes<TReset> lanes = default;
            for (int t = 0; t < steps; t++)
            {
                Vector512<int> fired = lanes.Step(shift, currents.Load(t, j), threshold);
                spikes[t * spikeStride] |= fired.ExtractMostSignificantBits() << j;
            }
            lanes.Membrane.StoreAligned(membrane + j);
        }
    }

    /// <summary>Runs the same dynamics again and notes how far each membrane was from the threshold.</summary>
    /// <param name="currents">As in the run.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block.</param>
    /// <param name="unit">Real value of one unit of the membrane.</param>
    /// <param name="distance">z = (u − Θ)·unit, steps × width; greater than 0 exactly where the neuron spiked.</param>
    public unsafe void Trace<TCurrents>(TCurrents currents, int steps, int width, float unit, float* distance)
        where TCurrents : struct, ICurrents
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            ReferenceTrace(currents, steps, width, unit, distance);
            return;
        }
        switch (Reset)
        {
            case ResetKind.Subtract when Shift == NoShift:
                Trace<TCurrents, WithoutDecay<SubtractReset>>(currents, steps, width, unit, distance);
                break;
            case ResetKind.Subtract:
                Trace<TCurrents, SubtractReset>(currents, steps, width, unit, distance);
                break;
            case ResetKind.Zero when Shift == NoShift:
                Trace<TCurrents, WithoutDecay<ZeroReset>>(currents, steps, width, unit, distance);
                break;
            case ResetKind.Zero:
                Trace<TCurrents, ZeroReset>(currents, steps, width, unit, distance);
                break;
            case ResetKind.DelayedSubtract when Shift == NoShift:
                Trace<TCurrents, WithoutDecay<DelayedSubtractReset>>(currents, steps, width, unit, distance);
                break;
            case ResetKind.DelayedSubtract:
                Trace<TCurrents, DelayedSubtractReset>(currents, steps, width, unit, distance);
                break;
            case ResetKind.None when Shift == NoShift:
                Trace<TCurrents, WithoutDecay<NoReset>>(currents, steps, width, unit, distance);
                break;
            case ResetKind.None:
                Trace<TCurrents, NoReset>(currents, steps, width, unit, distance);
                break;
            default:
                throw ResetKinds.Unknown(Reset);
        }
    }

    private unsafe void Trace<TCurrents, TReset>(TCurrents currents, int steps, int width, float unit, float* distance)
        where TCurrents : struct, ICurrents
        where TReset : IReset
    {
        int shift = Shift;
        var threshold = Vector512.Create(Threshold);
        var scale = Vector512.Create(unit);
        if (width == 64)
        {
            Lanes<TReset> a = default,
                b = default,
                c = default,
                d = default;
            for (int t = 0; t < steps; t++)
            {
                a.Step(shift, currents.Load(t, 0), threshold);
                b.Step(shift, currents.Load(t, 16), threshold);
                c.Step(shift, currents.Load(t, 32), threshold);
                d.Step(shift, currents.Load(t, 48), threshold);
                (Vector512.ConvertToSingle(a.Charged - threshold) * scale).StoreAligned(distance);
                (Vector512.ConvertToSingle(b.Charged - threshold) * scale).StoreAligned(distance + 16);
                (Vector512.ConvertToSingle(c.Charged - threshold) * scale).StoreAligned(distance + 32);
                (Vector512.ConvertToSingle(d.Charged - threshold) * scale).StoreAligned(distance + 48);
                distance += 64;
            }
            return;
        }
        for (int j = 0; j < width; j += 16)
        {
            Lanes<TReset> lanes = default;
            for (int t = 0; t < steps; t++)
            {
                lanes.Step(shift, currents.Load(t, j), threshold);
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
            Charged = TReset.Decay(Membrane, shift) + (current - _pending);
            Vector512<int> s = TReset.Fires ? Vector512.GreaterThan(Charged, threshold) : default;
            Membrane = TReset.After(Charged, s, threshold, ref _pending);
            return s;
        }
    }

    private interface IReset
    {
        static abstract bool Fires { get; }

        static abstract Vector512<int> Decay(Vector512<int> membrane, int shift);

        static abstract Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        );
    }

    /// <summary>A reset of neurons that do not decay.</summary>
    private readonly struct WithoutDecay<TReset> : IReset
        where TReset : IReset
    {
        public static bool Fires => TReset.Fires;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Decay(Vector512<int> v, int shift) => v;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        ) => TReset.After(u, s, threshold, ref pending);
    }

    private readonly struct SubtractReset : IReset
    {
        public static bool Fires => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Decay(Vector512<int> v, int shift) => v - (v >> shift);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        ) => u - (s & threshold);
    }

    private readonly struct ZeroReset : IReset
    {
        public static bool Fires => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Decay(Vector512<int> v, int shift) => v - (v >> shift);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> After(
            Vector512<int> u,
            Vector512<int> s,
            Vector512<int> threshold,
            ref Vector512<int> pending
        ) => u & ~s;
    }

    private readonly struct DelayedSubtractReset : IReset
    {
        public static bool Fires => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Decay(Vector512<int> v, int shift) => v - (v >> shift);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Decay(Vector512<int> v, int shift) => v - (v >> shift);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        u = (Shift == NoShift ? v : v - (v >> Shift)) + current - pending;
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

    public unsafe void Reference<TCurrents>(
        TCurrents currents,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        int* membrane
    )
        where TCurrents : struct, ICurrents
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
                bool s = Step(currents.At(t, j), ref v, ref pending, out _);
                spikes[t * spikeStride] |= (s ? 1UL : 0UL) << j;
            }
            membrane[j] = v;
        }
    }

    public unsafe void ReferenceTrace<TCurrents>(TCurrents currents, int steps, int width, float unit, float* distance)
        where TCurrents : struct, ICurrents
    {
        for (int j = 0; j < width; j++)
        {
            int v = 0,
                pending = 0;
            for (int t = 0; t < steps; t++)
            {
                Step(currents.At(t, j), ref v, ref pending, out int u);
                distance[t * width + j] = (u - Threshold) * unit;
            }
        }
    }

    /// <summary>Membranes before and after the reset, for measures; in scalar steps, since no training waits for it.</summary>
    /// <param name="currents">Currents.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="used">Neurons that exist; the others' membranes are left as they are.</param>
    /// <param name="before">u, steps × width.</param>
    /// <param name="after">v, steps × width.</param>
    public void Membranes<TCurrents>(
        TCurrents currents,
        int steps,
        int width,
        int used,
        Span<int> before,
        Span<int> after
    )
        where TCurrents : struct, ICurrents
    {
        for (int j = 0; j < used; j++)
        {
            int v = 0,
                pending = 0;
            for (int t = 0; t < steps; t++)
            {
                Step(currents.At(t, j), ref v, ref pending, out int u);
                before[t * width + j] = u;
                after[t * width + j] = v;
            }
        }
    }
}
