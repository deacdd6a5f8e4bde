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
        // Lanes: 16 neurons at a time, their membranes in one register over all steps.
        for (int t = 0; t < steps; t++)
        {
            spikes[t * spikeStride] = 0;
        }
        var threshold = Vector512.Create(Threshold);
        for (int j = 0; j < width; j += 16)
        {
            Vector512<int> v = default,
                pending = default;
            for (int t = 0; t < steps; t++)
            {
                Vector512<int> u = Charge(v, Vector512.LoadAligned(current + t * stride + j), pending);
                Vector512<int> s = Fires(u, threshold);
                v = AfterReset(u, s, threshold, ref pending);
                spikes[t * spikeStride] |= s.ExtractMostSignificantBits() << j;
            }
            v.StoreAligned(membrane + j);
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
        for (int j = 0; j < width; j += 16)
        {
            Vector512<int> v = default,
                pending = default;
            for (int t = 0; t < steps; t++)
            {
                Vector512<int> u = Charge(v, Vector512.LoadAligned(current + t * stride + j), pending);
                Vector512<int> s = Fires(u, threshold);
                v = AfterReset(u, s, threshold, ref pending);
                (Vector512.ConvertToSingle(u - threshold) * scale).StoreAligned(distance + t * width + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Charge(Vector512<int> v, Vector512<int> current, Vector512<int> pending) =>
        v - (v >> Shift) + current - pending;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Fires(Vector512<int> u, Vector512<int> threshold) =>
        Reset == ResetKind.None ? Vector512<int>.Zero : Vector512.GreaterThan(u, threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> AfterReset(
        Vector512<int> u,
        Vector512<int> s,
        Vector512<int> threshold,
        ref Vector512<int> pending
    )
    {
        switch (Reset)
        {
            case ResetKind.Subtract:
                return u - (s & threshold);
            case ResetKind.Zero:
                return u & ~s;
            case ResetKind.DelayedSubtract:
                pending = s & threshold;
                return u;
            default:
                return u;
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
