using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hnsg.Kernels.Neurons;

/// <summary>The loops, compiled for a neuron and a reset.</summary>
internal sealed unsafe class NeuronKernels<TNeuron, TReset> : NeuronKernels
    where TNeuron : INeuron
    where TReset : IReset
{
    public override bool HasSecondState => TNeuron.HasSecondState;

    public override void Run(in NeuronConstants it, NeuronBlock block, WideCurrents currents, in NeuronMemory memory)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            Run<IntegerLanes, WideCurrents>(it, block, currents, memory);
        }
        else
        {
            Run<IntegerLane, WideCurrents>(it, block, currents, memory);
        }
    }

    public override void Run(in NeuronConstants it, NeuronBlock block, CountCurrents currents, in NeuronMemory memory)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            Run<IntegerLanes, CountCurrents>(it, block, currents, memory);
        }
        else
        {
            Run<IntegerLane, CountCurrents>(it, block, currents, memory);
        }
    }

    public override void Run(in NeuronConstants it, NeuronBlock block, RealCurrents currents, in NeuronMemory memory)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            Run<RealLanes, RealCurrents>(it, block, currents, memory);
        }
        else
        {
            Run<RealLane, RealCurrents>(it, block, currents, memory);
        }
    }

    public override void Trace(in NeuronConstants it, NeuronBlock block, WideCurrents currents, float* distance)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            Trace<IntegerLanes, WideCurrents>(it, block, currents, distance);
        }
        else
        {
            Trace<IntegerLane, WideCurrents>(it, block, currents, distance);
        }
    }

    public override void Trace(in NeuronConstants it, NeuronBlock block, CountCurrents currents, float* distance)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            Trace<IntegerLanes, CountCurrents>(it, block, currents, distance);
        }
        else
        {
            Trace<IntegerLane, CountCurrents>(it, block, currents, distance);
        }
    }

    public override void Trace(in NeuronConstants it, NeuronBlock block, RealCurrents currents, float* distance)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            Trace<RealLanes, RealCurrents>(it, block, currents, distance);
        }
        else
        {
            Trace<RealLane, RealCurrents>(it, block, currents, distance);
        }
    }

    public override void Back(in NeuronConstants it, NeuronBlock block, in NeuronGradients gradients)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            Back<RealLanes>(it, block, gradients);
        }
        else
        {
            Back<RealLane>(it, block, gradients);
        }
    }

    public override (double Beta, double Threshold) ParameterGradient(
        in NeuronConstants it,
        NeuronBlock block,
        float* distance,
        float* membraneDelta
    ) =>
        Vector128.IsHardwareAccelerated
            ? ParameterGradient<RealLanes>(it, block, distance, membraneDelta)
            : ParameterGradient<RealLane>(it, block, distance, membraneDelta);

    public override EventNeurons Events(in NeuronConstants it, EventWeights weights) =>
        new EventNeurons<TNeuron, TReset>(it, weights);

    // Scalar steps, since no training waits for it.
    public override void Membranes(
        in NeuronConstants it,
        NeuronBlock block,
        WideCurrents currents,
        Span<int> before,
        Span<int> after
    )
    {
        fixed (
            int* u = before,
                w = after
        )
        {
            for (int j = 0; j < block.Used; j++)
            {
                IntegerLane v = default,
                    a = default;
                for (int t = 0; t < block.Steps; t++)
                {
                    IntegerLane current = currents.Load<IntegerLane>(t, j);
                    IntegerLane charged = TNeuron.Step<IntegerLane, TReset>(it, current, ref v, ref a, out _);
                    IntegerLane.Store(charged, u, t * block.Width + j);
                    IntegerLane.Store(v, w, t * block.Width + j);
                }
            }
        }
    }

    /// <summary>Lanes: as many neurons as <typeparamref name="TLanes"/> has, their states in registers over all steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TLanes, TCurrents>(
        in NeuronConstants constants,
        NeuronBlock block,
        TCurrents currents,
        in NeuronMemory memory
    )
        where TLanes : unmanaged, ILanes<TLanes>
        where TCurrents : struct, ICurrents
    {
        NeuronConstants it = constants;
        ulong* words = memory.Words;
        int stride = memory.WordStride;
        ulong used = ulong.MaxValue >> (64 - block.Used);
        if (TLanes.Count == 16 && block.Width == 64)
        {
            // A step waits for the one before, so four such chains run side by side where the block is wide enough.
            NeuronState<TLanes> s0 = Load<TLanes>(memory, 0),
                s1 = Load<TLanes>(memory, 16),
                s2 = Load<TLanes>(memory, 32),
                s3 = Load<TLanes>(memory, 48);
            for (int t = 0; t < block.Steps; t++)
            {
                ulong w0 = Spikes(it, currents.Load<TLanes>(t, 0), ref s0);
                ulong w1 = Spikes(it, currents.Load<TLanes>(t, 16), ref s1);
                ulong w2 = Spikes(it, currents.Load<TLanes>(t, 32), ref s2);
                ulong w3 = Spikes(it, currents.Load<TLanes>(t, 48), ref s3);
                *words = (w0 | (w1 << 16) | (w2 << 32) | (w3 << 48)) & used;
                words += stride;
            }
            Store(s0, memory, 0);
            Store(s1, memory, 16);
            Store(s2, memory, 32);
            Store(s3, memory, 48);
            return;
        }
        for (int t = 0; t < block.Steps; t++)
        {
            words[t * stride] = 0;
        }
        for (int j = 0; j < block.Width; j += TLanes.Count)
        {
            NeuronState<TLanes> state = Load<TLanes>(memory, j);
            for (int t = 0; t < block.Steps; t++)
            {
                words[t * stride] |= Spikes(it, currents.Load<TLanes>(t, j), ref state) << j & used;
            }
            Store(state, memory, j);
        }
    }

    public static void Trace<TLanes, TCurrents>(
        in NeuronConstants constants,
        NeuronBlock block,
        TCurrents currents,
        float* distance
    )
        where TLanes : unmanaged, ILanes<TLanes>
        where TCurrents : struct, ICurrents
    {
        NeuronConstants it = constants;
        if (TLanes.Count == 16 && block.Width == 64)
        {
            NeuronState<TLanes> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            for (int t = 0; t < block.Steps; t++)
            {
                TLanes z0 = Distance(it, currents.Load<TLanes>(t, 0), ref s0);
                TLanes z1 = Distance(it, currents.Load<TLanes>(t, 16), ref s1);
                TLanes z2 = Distance(it, currents.Load<TLanes>(t, 32), ref s2);
                TLanes z3 = Distance(it, currents.Load<TLanes>(t, 48), ref s3);
                TLanes.StoreReal(z0, it.Unit, distance);
                TLanes.StoreReal(z1, it.Unit, distance + 16);
                TLanes.StoreReal(z2, it.Unit, distance + 32);
                TLanes.StoreReal(z3, it.Unit, distance + 48);
                distance += 64;
            }
            return;
        }
        for (int j = 0; j < block.Width; j += TLanes.Count)
        {
            NeuronState<TLanes> state = default;
            for (int t = 0; t < block.Steps; t++)
            {
                TLanes z = Distance(it, currents.Load<TLanes>(t, j), ref state);
                TLanes.StoreReal(z, it.Unit, distance + t * block.Width + j);
            }
        }
    }

    /// <summary>Lanes: as many neurons as <typeparamref name="TLanes"/> has, what the later step hands back in registers.</summary>
    public static void Back<TLanes>(in NeuronConstants constants, NeuronBlock block, in NeuronGradients gradients)
        where TLanes : unmanaged, IRealLanes<TLanes>
    {
        NeuronConstants it = constants;
        NeuronGradients g = gradients;
        int width = block.Width;
        for (int j = 0; j < width; j += TLanes.Count)
        {
            TLanes e = g.Membrane == null ? default : TLanes.Load(g.Membrane, j);
            TLanes du = default,
                da = default;
            for (int at = (block.Steps - 1) * width + j; at >= 0; at -= width)
            {
                var step = new BackStep<TLanes>(
                    TLanes.Load(g.Distance, at),
                    TLanes.Load(g.Delta, at),
                    TLanes.Load(g.Spike, at),
                    e
                );
                TLanes.Store(TNeuron.Back<TLanes, TReset>(it, step, ref du, ref da), g.Delta, at);
                if (g.MembraneDelta != null)
                {
                    TLanes.Store(du, g.MembraneDelta, at);
                }
            }
        }
        if (block.Used < width)
        {
            for (int row = 0; row < block.Steps * width; row += width)
            {
                new Span<float>(g.Delta + row + block.Used, width - block.Used).Clear();
            }
        }
    }

    public static (double Beta, double Threshold) ParameterGradient<TLanes>(
        in NeuronConstants constants,
        NeuronBlock block,
        float* distance,
        float* membraneDelta
    )
        where TLanes : unmanaged, IRealLanes<TLanes>
    {
        NeuronConstants it = constants with { Attached = false };
        float* lanes = stackalloc float[2 * TLanes.Count];
        double sumBeta = 0,
            sumThreshold = 0;
        for (int j = 0; j < block.Used; j += TLanes.Count)
        {
            TLanes ofBeta = default,
                ofThreshold = default,
                later = default;
            for (int at = (block.Steps - 1) * block.Width + j; at >= 0; at -= block.Width)
            {
                TLanes z = TLanes.Load(distance, at);
                TLanes here = TLanes.Load(membraneDelta, at);
                ofBeta += later * TReset.Left(it, z);
                ofThreshold -= here - TReset.Back(it, later, z, default);
                ofThreshold -= TReset.Taken(it, later, z);
                later = here;
            }
            TLanes.Store(ofBeta, lanes, 0);
            TLanes.Store(ofThreshold, lanes, TLanes.Count);
            for (int i = 0; i < Math.Min(TLanes.Count, block.Used - j); i++)
            {
                sumBeta += lanes[i];
                sumThreshold += lanes[TLanes.Count + i];
            }
        }
        return (sumBeta, TReset.Fires ? sumThreshold : 0);
    }

    /// <summary>One step of the neurons in some lanes: bit i says whether lane i spikes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Spikes<TLanes>(in NeuronConstants it, TLanes current, ref NeuronState<TLanes> state)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes u = TNeuron.Step<TLanes, TReset>(it, current, ref state.Membrane, ref state.Second, out TLanes level);
        return TReset.Fires ? TLanes.Above(u, level) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Distance<TLanes>(in NeuronConstants it, TLanes current, ref NeuronState<TLanes> state)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes u = TNeuron.Step<TLanes, TReset>(it, current, ref state.Membrane, ref state.Second, out TLanes level);
        return u - level;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NeuronState<TLanes> Load<TLanes>(in NeuronMemory memory, int lane)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        NeuronState<TLanes> state = default;
        if (memory.Carried)
        {
            state.Membrane = TLanes.Load(memory.Membranes, lane);
            if (TNeuron.HasSecondState)
            {
                state.Second = TLanes.Load(memory.Second, lane);
            }
        }
        return state;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(in NeuronState<TLanes> state, in NeuronMemory memory, int lane)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes.Store(state.Membrane, memory.Membranes, lane);
        if (TNeuron.HasSecondState)
        {
            TLanes.Store(state.Second, memory.Second, lane);
        }
    }
}
