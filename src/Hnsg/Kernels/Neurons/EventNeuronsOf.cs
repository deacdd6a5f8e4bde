using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Neurons;

/// <summary>Event-driven neurons, compiled for a neuron and a reset.</summary>
internal sealed unsafe class EventNeurons<TNeuron, TReset>(in NeuronConstants constants, EventWeights weights)
    : EventNeurons
    where TNeuron : INeuron
    where TReset : IReset
{
    private readonly NeuronConstants _constants = constants;
    private readonly EventWeights _weights = weights;

    public override void Run(RowLists lists, int first, int end, in EventState state)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Reference(lists, first, end, state);
            return;
        }
        MatrixLayout shape = _weights.Shape;
        if (shape.Width < 64)
        {
            for (int t = first; t < end; t++)
            {
                state.Words[t] = 0;
            }
            for (int lane = 0; lane < shape.Width; lane += 16)
            {
                Narrow(lists, first, end, lane, state);
            }
            SilencePadding(first, end, state);
            return;
        }
        int block = 0;
        for (; block + 2 <= shape.Blocks; block += 2)
        {
            Wide<Two>(lists, first, end, block, state);
        }
        if (block < shape.Blocks)
        {
            Wide<One>(lists, first, end, block, state);
        }
        SilencePadding(first, end, state);
    }

    public override void RunConstant(int first, int end, in EventState state)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            Constant<IntegerLane>(first, end, state);
        }
        else if (_weights.Shape.Width < 64)
        {
            Constant<IntegerLanes>(first, end, state);
        }
        else
        {
            WideConstant(first, end, state);
            SilencePadding(first, end, state);
        }
    }

    public override void ReferenceConstant(int first, int end, in EventState state) =>
        Constant<IntegerLane>(first, end, state);

    public override void Reference(RowLists lists, int first, int end, in EventState state)
    {
        MatrixLayout shape = _weights.Shape;
        for (int t = first; t < end; t++)
        {
            new Span<ulong>(state.Words + t * shape.Blocks, shape.Blocks).Clear();
            int* rows = lists.Step(t);
            for (int block = 0; block < shape.Blocks; block++)
            {
                for (int lane = 0; lane < shape.Width; lane++)
                {
                    int j = block * shape.Width + lane;
                    sbyte* column = _weights.Pointer + shape.Block(block) + lane;
                    int sum = state.Steady[j];
                    for (int r = 0; r < lists.Lengths[t]; r++)
                    {
                        sum += r < lists.Events[t] ? column[rows[r]] : -column[rows[r]];
                    }
                    NeuronState<IntegerLane> neuron = Load<IntegerLane>(state, j);
                    IntegerLane current = IntegerLane.Create(sum << _weights.FractionBits, 0);
                    ulong s = Spikes(_constants, current, ref neuron);
                    state.Words[t * shape.Blocks + block] |= lane < shape.Used(block) ? s << lane : 0;
                    Store(neuron, state, j);
                }
            }
        }
    }

    private void Constant<TLanes>(int first, int end, in EventState state)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        MatrixLayout shape = _weights.Shape;
        for (int block = 0; block < shape.Blocks; block++)
        {
            int lanes = block * shape.Width;
            NeuronKernels<TNeuron, TReset>.Run<TLanes, WideCurrents>(
                _constants,
                new NeuronBlock(end - first, shape.Width, shape.Used(block)),
                new WideCurrents(state.Steady + lanes, 0),
                new NeuronMemory
                {
                    Membranes = state.Membranes + lanes,
                    Second = state.Second + lanes,
                    Carried = true,
                    Words = state.Words + (long)first * shape.Blocks + block,
                    WordStride = shape.Blocks,
                }
            );
        }
    }

    // Lanes: 64 neurons of a block. The currents stay in registers too.
    private void WideConstant(int first, int end, in EventState state)
    {
        MatrixLayout shape = _weights.Shape;
        NeuronConstants it = _constants;
        nint blocks = shape.Blocks;
        for (int block = 0; block < blocks; block++)
        {
            int lane = block * 64;
            int* steady = state.Steady;
            ulong* word = state.Words + first * blocks + block;
            IntegerLanes i0 = IntegerLanes.Load(steady, lane),
                i1 = IntegerLanes.Load(steady, lane + 16),
                i2 = IntegerLanes.Load(steady, lane + 32),
                i3 = IntegerLanes.Load(steady, lane + 48);
            NeuronState<IntegerLanes> n0 = Load<IntegerLanes>(state, lane),
                n1 = Load<IntegerLanes>(state, lane + 16),
                n2 = Load<IntegerLanes>(state, lane + 32),
                n3 = Load<IntegerLanes>(state, lane + 48);
            for (int t = first; t < end; t++)
            {
                ulong s0 = Spikes(it, i0, ref n0);
                ulong s1 = Spikes(it, i1, ref n1);
                ulong s2 = Spikes(it, i2, ref n2);
                ulong s3 = Spikes(it, i3, ref n3);
                *word = s0 | (s1 << 16) | (s2 << 32) | (s3 << 48);
                word += blocks;
            }
            Store(n0, state, lane);
            Store(n1, state, lane + 16);
            Store(n2, state, lane + 32);
            Store(n3, state, lane + 48);
        }
    }

    // Lanes: 64 neurons of one block as bytes, or of two: the lists are then walked half as often, and 128 membranes fill
    // eight of the 32 registers. The rows of a step that cannot overflow a byte are added before anything is widened.
    private void Wide<TCount>(RowLists lists, int first, int end, int block, in EventState state)
        where TCount : ICount
    {
        MatrixLayout shape = _weights.Shape;
        NeuronConstants it = _constants;
        sbyte* low = _weights.Pointer + shape.Block(block);
        sbyte* high = low + (TCount.Two ? shape.Block(1) : 0);
        int* start = state.Steady + block * 64;
        int bits = _weights.FractionBits;
        nint chunk = _weights.Chunk;
        int* rows = lists.Step(first);
        int* events = lists.Events + first;
        int* lengths = lists.Lengths + first;
        nint stride = lists.Stride;
        nint blocks = shape.Blocks;
        ulong* word = state.Words + first * blocks + block;
        int lane = block * 64;
        NeuronState<IntegerLanes> n0 = Load<IntegerLanes>(state, lane),
            n1 = Load<IntegerLanes>(state, lane + 16),
            n2 = Load<IntegerLanes>(state, lane + 32),
            n3 = Load<IntegerLanes>(state, lane + 48);
        NeuronState<IntegerLanes> n4 = default,
            n5 = default,
            n6 = default,
            n7 = default;
        if (TCount.Two)
        {
            n4 = Load<IntegerLanes>(state, lane + 64);
            n5 = Load<IntegerLanes>(state, lane + 80);
            n6 = Load<IntegerLanes>(state, lane + 96);
            n7 = Load<IntegerLanes>(state, lane + 112);
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
            ulong s0 = Spikes(it, new IntegerLanes(i0 << bits), ref n0);
            ulong s1 = Spikes(it, new IntegerLanes(i1 << bits), ref n1);
            ulong s2 = Spikes(it, new IntegerLanes(i2 << bits), ref n2);
            ulong s3 = Spikes(it, new IntegerLanes(i3 << bits), ref n3);
            word[0] = s0 | (s1 << 16) | (s2 << 32) | (s3 << 48);
            if (TCount.Two)
            {
                ulong s4 = Spikes(it, new IntegerLanes(i4 << bits), ref n4);
                ulong s5 = Spikes(it, new IntegerLanes(i5 << bits), ref n5);
                ulong s6 = Spikes(it, new IntegerLanes(i6 << bits), ref n6);
                ulong s7 = Spikes(it, new IntegerLanes(i7 << bits), ref n7);
                word[1] = s4 | (s5 << 16) | (s6 << 32) | (s7 << 48);
            }
            word += blocks;
        }
        Store(n0, state, lane);
        Store(n1, state, lane + 16);
        Store(n2, state, lane + 32);
        Store(n3, state, lane + 48);
        if (TCount.Two)
        {
            Store(n4, state, lane + 64);
            Store(n5, state, lane + 80);
            Store(n6, state, lane + 96);
            Store(n7, state, lane + 112);
        }
    }

    // Lanes: 16 neurons of a block of 16 or 32; the layer has no other block.
    private void Narrow(RowLists lists, int first, int end, int lane, in EventState state)
    {
        NeuronConstants it = _constants;
        sbyte* column = _weights.Pointer + lane;
        int bits = _weights.FractionBits;
        nint chunk = _weights.Chunk;
        int* rows = lists.Step(first);
        int* events = lists.Events;
        int* lengths = lists.Lengths;
        ulong* words = state.Words;
        var start = Vector512.LoadAligned(state.Steady + lane);
        NeuronState<IntegerLanes> neurons = Load<IntegerLanes>(state, lane);
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
            words[t] |= Spikes(it, new IntegerLanes(sum << bits), ref neurons) << lane;
        }
        Store(neurons, state, lane);
    }

    // Lanes past the last neuron never spike, whatever the neuron would do there.
    private void SilencePadding(int first, int end, in EventState state)
    {
        MatrixLayout shape = _weights.Shape;
        int used = shape.Used(shape.Blocks - 1);
        if (used == shape.Width)
        {
            return;
        }
        for (int t = first; t < end; t++)
        {
            state.Words[(t + 1) * shape.Blocks - 1] &= (1UL << used) - 1;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spikes<TLanes>(in NeuronConstants it, TLanes current, ref NeuronState<TLanes> state)
        where TLanes : unmanaged, ILanes<TLanes> => NeuronKernels<TNeuron, TReset>.Spikes(it, current, ref state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NeuronState<TLanes> Load<TLanes>(in EventState state, int lane)
        where TLanes : unmanaged, ILanes<TLanes> =>
        new()
        {
            Membrane = TLanes.Load(state.Membranes, lane),
            Second = TNeuron.HasSecondState ? TLanes.Load(state.Second, lane) : default,
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(in NeuronState<TLanes> neurons, in EventState state, int lane)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes.Store(neurons.Membrane, state.Membranes, lane);
        if (TNeuron.HasSecondState)
        {
            TLanes.Store(neurons.Second, state.Second, lane);
        }
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
