using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Networks;

namespace Hnsg.Kernels;

/// <summary>Leaky integrate-and-fire neurons in float32: u = β·v + I;  s = u &gt; θ;  then the reset.</summary>
/// <param name="Beta">Decay β per step; 1 for none.</param>
/// <param name="Threshold">θ.</param>
/// <param name="Reset">What a spike does.</param>
internal readonly record struct RealLif(float Beta, float Threshold, ResetKind Reset)
{
    /// <summary>What a spike does.</summary>
    public ResetKind Reset { get; } = ResetKinds.Known(Reset);

    /// <summary>Runs a block of neurons over one sample, from membranes of 0; parameters as in <see cref="IntegerLif"/>.</summary>
    /// <param name="current">Currents, one row of <paramref name="width"/> a step.</param>
    /// <param name="stride">Elements from one step's row to the next; 0 where the current is constant.</param>
    /// <param name="steps">T.</param>
    /// <param name="width">Neurons of the block: 16, 32 or 64.</param>
    /// <param name="spikes">One word a step, bit j for neuron j.</param>
    /// <param name="spikeStride">Words from one step to the next.</param>
    /// <param name="membrane">width membranes after the last step.</param>
    public unsafe void Run(
        float* current,
        int stride,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        float* membrane
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
        // Lanes: 16 neurons, their membranes in a register over all steps.
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> v = default,
                pending = default;
            for (int t = 0; t < steps; t++)
            {
                Step(Vector512.Load(current + t * stride + j), ref v, ref pending, out Vector512<float> fired);
                spikes[t * spikeStride] |= fired.ExtractMostSignificantBits() << j;
            }
            v.Store(membrane + j);
        }
    }

    /// <summary>Runs the same dynamics again and notes z = u − θ, steps × width.</summary>
    public unsafe void Trace(float* current, int stride, int steps, int width, float* distance)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            ReferenceTrace(current, stride, steps, width, distance);
            return;
        }
        var threshold = Vector512.Create(Threshold);
        for (int j = 0; j < width; j += 16)
        {
            Vector512<float> v = default,
                pending = default;
            for (int t = 0; t < steps; t++)
            {
                Vector512<float> u = Step(Vector512.Load(current + t * stride + j), ref v, ref pending, out _);
                (u - threshold).Store(distance + t * width + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Step(
        Vector512<float> current,
        ref Vector512<float> v,
        ref Vector512<float> pending,
        out Vector512<float> fired
    )
    {
        var threshold = Vector512.Create(Threshold);
        Vector512<float> u = Vector512.Create(Beta) * v + current - pending;
        fired = Reset == ResetKind.None ? default : Vector512.GreaterThan(u, threshold);
        v = u;
        switch (Reset)
        {
            case ResetKind.Subtract:
                v = u - (fired & threshold);
                break;
            case ResetKind.Zero:
                v = Vector512.AndNot(u, fired);
                break;
            case ResetKind.DelayedSubtract:
                pending = fired & threshold;
                break;
            default:
                break;
        }
        return u;
    }

    public unsafe void Reference(
        float* current,
        int stride,
        int steps,
        int width,
        ulong* spikes,
        int spikeStride,
        float* membrane
    )
    {
        for (int t = 0; t < steps; t++)
        {
            spikes[t * spikeStride] = 0;
        }
        for (int j = 0; j < width; j++)
        {
            float v = 0,
                pending = 0;
            for (int t = 0; t < steps; t++)
            {
                bool s = Step(current[t * stride + j], ref v, ref pending, out _);
                spikes[t * spikeStride] |= (s ? 1UL : 0UL) << j;
            }
            membrane[j] = v;
        }
    }

    public unsafe void ReferenceTrace(float* current, int stride, int steps, int width, float* distance)
    {
        for (int j = 0; j < width; j++)
        {
            float v = 0,
                pending = 0;
            for (int t = 0; t < steps; t++)
            {
                Step(current[t * stride + j], ref v, ref pending, out float u);
                distance[t * width + j] = u - Threshold;
            }
        }
    }

    private bool Step(float current, ref float v, ref float pending, out float u)
    {
        u = Beta * v + current - pending;
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
}
