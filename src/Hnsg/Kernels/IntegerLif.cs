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
        for (int t = 0; t < steps; t++)
        {
            spikes[t * spikeStride] = 0;
        }
        // Lanes: 16 neurons, their membranes in a register over all steps. A step waits for the one before, so two
        // such chains run side by side where the block is wide enough.
        var threshold = Vector512.Create(Threshold);
        int j = 0;
        for (; j + 32 <= width; j += 32)
        {
            Lanes low = default,
                high = default;
            for (int t = 0; t < steps; t++)
            {
                int* row = current + t * stride + j;
                ulong first = low.Step(this, Vector512.LoadAligned(row), threshold).ExtractMostSignificantBits();
                ulong second = high.Step(this, Vector512.LoadAligned(row + 16), threshold).ExtractMostSignificantBits();
                spikes[t * spikeStride] |= (first | (second << 16)) << j;
            }
            low.Membrane.StoreAligned(membrane + j);
            high.Membrane.StoreAligned(membrane + j + 16);
        }
        for (; j < width; j += 16)
        {
            Lanes lanes = default;
            for (int t = 0; t < steps; t++)
            {
                Vector512<int> fired = lanes.Step(this, Vector512.LoadAligned(current + t * stride + j), threshold);
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
        var threshold = Vector512.Create(Threshold);
        var scale = Vector512.Create(unit);
        int j = 0;
        for (; j + 32 <= width; j += 32)
        {
            Lanes low = default,
                high = default;
            for (int t = 0; t < steps; t++)
            {
                int* row = current + t * stride + j;
                float* z = distance + t * width + j;
                low.Step(this, Vector512.LoadAligned(row), threshold);
                high.Step(this, Vector512.LoadAligned(row + 16), threshold);
                (Vector512.ConvertToSingle(low.Charged - threshold) * scale).StoreAligned(z);
                (Vector512.ConvertToSingle(high.Charged - threshold) * scale).StoreAligned(z + 16);
            }
        }
        for (; j < width; j += 16)
        {
            Lanes lanes = default;
            for (int t = 0; t < steps; t++)
            {
                lanes.Step(this, Vector512.LoadAligned(current + t * stride + j), threshold);
                (Vector512.ConvertToSingle(lanes.Charged - threshold) * scale).StoreAligned(distance + t * width + j);
            }
        }
    }

    /// <summary>16 neurons under way.</summary>
    private struct Lanes
    {
        private Vector512<int> _pending;

        /// <summary>v, after the reset.</summary>
        public Vector512<int> Membrane;

        /// <summary>u, before the reset.</summary>
        public Vector512<int> Charged;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<int> Step(in IntegerLif lif, Vector512<int> current, Vector512<int> threshold)
        {
            Vector512<int> u = Membrane - (Membrane >> lif.Shift) + (current - _pending);
            Vector512<int> s = lif.Reset == ResetKind.None ? Vector512<int>.Zero : Vector512.GreaterThan(u, threshold);
            Charged = u;
            switch (lif.Reset)
            {
                case ResetKind.Subtract:
                    Membrane = u - (s & threshold);
                    break;
                case ResetKind.Zero:
                    Membrane = u & ~s;
                    break;
                case ResetKind.DelayedSubtract:
                    _pending = s & threshold;
                    Membrane = u;
                    break;
                default:
                    Membrane = u;
                    break;
            }
            return s;
        }
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
}
