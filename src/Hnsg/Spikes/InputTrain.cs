using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Hnsg.Kernels;

namespace Hnsg.Spikes;

/// <summary>What one sample sends into a layer: which inputs are active, and when they spike.</summary>
/// <remarks>
/// Memory grows to the largest sample seen and is then reused. For a direct-coded sample there are values instead
/// of spikes. The spikes are held twice: by step, for the forward pass, and by input in groups of
/// <see cref="GroupSteps"/> steps, for the score gradient.
/// By step they are held as what differs from rest: an input that spikes at most steps, as a bright pixel does, is
/// *steady*; its current is there once, and only the few steps at which it is silent are listed. That decides the order
/// in which real weights are added up, and so it may depend on nothing but the encoding and the spikes.
/// </remarks>
internal sealed unsafe partial class InputTrain : IDisposable
{
    /// <summary>Steps in a group: 32 sums of a group's five gradients make a table (see <c>SpikeGradient</c>).</summary>
    public const int GroupSteps = 5;

    private readonly int[] _eventStarts;
    private readonly int[] _silenceStarts;
    private AlignedBuffer<ushort> _active = new(0);
    private AlignedBuffer<byte> _values = new(0);
    private AlignedBuffer<byte> _groups = new(0);
    private AlignedBuffer<ushort> _events = new(0);
    private AlignedBuffer<ushort> _steady = new(0);
    private AlignedBuffer<ushort> _groupInputs = new(0);
    private AlignedBuffer<ushort> _places = new(0);

    public InputTrain(int steps)
    {
        Steps = steps;
        Groups = (steps + GroupSteps - 1) / GroupSteps;
        _eventStarts = new int[steps];
        _silenceStarts = new int[steps];
        Counts = new AlignedBuffer<int>(steps);
        SilenceCounts = new AlignedBuffer<int>(steps);
    }

    public int Steps { get; }

    /// <summary>Groups of steps: ceil(T / 5).</summary>
    public int Groups { get; }

    /// <summary>Number of active inputs.</summary>
    public int ActiveCount { get; private set; }

    /// <summary>Active inputs, ascending.</summary>
    public ushort* Active => _active.Pointer;

    /// <summary>Values of the active inputs of a direct-coded sample, 1…255.</summary>
    public byte* Values => _values.Pointer;

    /// <summary>Spikes by input: Groups bytes for each of <see cref="GroupInputs"/>, bit b of byte g is step 5g + b.</summary>
    public byte* GroupMasks => _groups.Pointer;

    /// <summary>The active inputs, first those that vary, then those known to spike at every step; both ascending.</summary>
    public ushort* GroupInputs => ConstantCount == 0 ? _active.Pointer : _groupInputs.Pointer;

    /// <summary>Number of active inputs known to spike at every step.</summary>
    public int ConstantCount { get; private set; }

    /// <summary>Number of the other active inputs.</summary>
    public int VaryingCount => ActiveCount - ConstantCount;

    /// <summary>Number of steady inputs.</summary>
    public int SteadyCount { get; private set; }

    /// <summary>Inputs that spike at every step but those at which they are among the <see cref="Silences"/>.</summary>
    public ushort* Steady => _steady.Pointer;

    /// <summary>Number of events of each step.</summary>
    public AlignedBuffer<int> Counts { get; }

    /// <summary>Inputs that are not steady and spike at a step, ascending; <see cref="Counts"/> says how many.</summary>
    public ushort* Events(int step) => _events.Pointer + _eventStarts[step];

    /// <summary>Number of silences of each step.</summary>
    public AlignedBuffer<int> SilenceCounts { get; }

    /// <summary>Steady inputs that do not spike at a step, ascending; <see cref="SilenceCounts"/> says how many.</summary>
    public ushort* Silences(int step) => _events.Pointer + _silenceStarts[step];

    /// <summary>The steady inputs, for the sum that every step starts from.</summary>
    public StepSpikes SteadySpikes => new(Steady, SteadyCount, Steady, 0);

    /// <summary>What a step adds to the steady inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StepSpikes Step(int step)
    {
        return new StepSpikes(Events(step), Counts.Pointer[step], Silences(step), SilenceCounts.Pointer[step]);
    }

    /// <summary>Spikes of all steps.</summary>
    public long TotalSpikes
    {
        get
        {
            if (Analog)
            {
                return ActiveCount;
            }
            long total = (long)SteadyCount * Steps;
            for (int step = 0; step < Steps; step++)
            {
                total += Counts.Pointer[step] - SilenceCounts.Pointer[step];
            }
            return total;
        }
    }

    /// <summary>All inputs that spike at a step, ascending; for those who can wait.</summary>
    public ushort[] SpikesAt(int step)
    {
        var spikes = new List<ushort>();
        for (int n = 0; n < ActiveCount; n++)
        {
            if ((GroupMasks[n * Groups + step / GroupSteps] >> (step % GroupSteps) & 1) != 0)
            {
                spikes.Add(GroupInputs[n]);
            }
        }
        return [.. spikes.Order()];
    }

    /// <summary>Makes room for a number of active inputs and forgets what was there.</summary>
    public void Begin(int activeCount, bool spikes)
    {
        ActiveCount = activeCount;
        SteadyCount = 0;
        ConstantCount = 0;
        Analog = false;
        Grow(ref _active, activeCount + SpikeList.PastEnd);
        Grow(ref _values, activeCount);
        if (spikes)
        {
            Grow(ref _groups, (long)activeCount * Groups);
            // More than can be: the lists are written past their ends.
            Grow(ref _events, (long)activeCount * Steps + SpikeList.PastEnd);
            new Span<byte>(_groups.Pointer, activeCount * Groups).Clear();
            // Room for every input at every step, as Add needs it; lists that are made whole lie closer together.
            for (int step = 0; step < Steps; step++)
            {
                _eventStarts[step] = _silenceStarts[step] = step * activeCount;
            }
            Counts.Clear();
            SilenceCounts.Clear();
        }
    }

    /// <summary>Adds a spike of an active input; steps of one input in any order, inputs in ascending order.</summary>
    public void Add(int position, int step)
    {
        int group = (int)((uint)step / GroupSteps);
        _groups.Pointer[position * Groups + group] |= (byte)(1 << (step - group * GroupSteps));
        _events.Pointer[(long)step * ActiveCount + Counts.Pointer[step]++] = _active.Pointer[position];
    }

    /// <summary>Sets all spikes of all active inputs at once, in place of <see cref="Add"/>.</summary>
    /// <param name="bits">Spikes of 64 steps a word: chunks of steps × active inputs; no bits past the last step.</param>
    /// <param name="sorted">Working memory, <see cref="SpikeList.PastEnd"/> longer than <paramref name="bits"/>.</param>
    /// <param name="sortedInputs">Working memory of one number an active input and <see cref="SpikeList.PastEnd"/> more.</param>
    public void Fill(ulong* bits, ulong* sorted, ushort* sortedInputs)
    {
        int others = Sort(bits, sorted, sortedInputs);
        FillGroups(bits);
        SteadyCount = ActiveCount - others;
        int end = 0;
        for (int step = 0; step < Steps; step++)
        {
            ulong* chunk = sorted + (long)(step / 64) * ActiveCount;
            int shift = step % 64;
            _eventStarts[step] = end;
            end += Counts.Pointer[step] = SpikeList.Choose(chunk, shift, sortedInputs, others, Events(step));
            _silenceStarts[step] = end;
            end += SilenceCounts.Pointer[step] = SpikeList.Choose(
                chunk + others,
                shift,
                sortedInputs + others,
                SteadyCount,
                Silences(step)
            );
        }
    }

    private void FillGroups(ulong* bits)
    {
        int chunks = (Steps + 63) / 64;
        byte* group = _groups.Pointer;
        if (Bmi2.X64.IsSupported && Groups <= 8)
        {
            // Five bits go into each of eight bytes; those past the last group are overwritten, or belong to nobody.
            for (int n = 0; n < ActiveCount; n++, group += Groups)
            {
                ulong spikes = bits[_places.Pointer[n]];
                Unsafe.WriteUnaligned(group, Bmi2.X64.ParallelBitDeposit(spikes, 0x1F1F1F1F1F1F1F1F));
            }
            return;
        }
        for (int n = 0; n < ActiveCount; n++)
        {
            for (int step = 0; step < Steps; step += GroupSteps)
            {
                int shift = step % 64;
                ulong* chunk = bits + (long)(step / 64) * ActiveCount + _places.Pointer[n];
                ulong spikes = *chunk >> shift;
                if (shift > 64 - GroupSteps && step / 64 + 1 < chunks)
                {
                    spikes |= chunk[ActiveCount] << (64 - shift);
                }
                *group++ = (byte)(spikes & ((1 << GroupSteps) - 1));
            }
        }
    }

    // The steady inputs behind the others, with the steps of their silence in place of those of their spikes.
    private int Sort(ulong* bits, ulong* sorted, ushort* sortedInputs)
    {
        int active = ActiveCount;
        int chunks = (Steps + 63) / 64;
        int others = 0;
        int steady = 0;
        int varying = 0;
        int constant = 0;
        Grow(ref _steady, active);
        Grow(ref _places, 2 * active);
        Grow(ref _groupInputs, active);
        ushort* constants = _places.Pointer + active;
        for (int a = 0; a < active; a++)
        {
            int spikes = 0;
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                spikes += BitOperations.PopCount(bits[(long)chunk * active + a]);
            }
            // Into both of two lists, of which one moves on: a branch would be mispredicted.
            _groupInputs.Pointer[varying] = _active.Pointer[a];
            _places.Pointer[varying] = constants[constant] = (ushort)a;
            int isConstant = spikes == Steps ? 1 : 0;
            constant += isConstant;
            varying += 1 - isConstant;
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                sorted[(long)chunk * active + others] = bits[(long)chunk * active + a];
            }
            sortedInputs[others] = _active.Pointer[a];
            _steady.Pointer[steady] = (ushort)a;
            int isSteady = 2 * spikes > Steps ? 1 : 0;
            steady += isSteady;
            others += 1 - isSteady;
        }
        for (int n = 0; n < steady; n++)
        {
            int a = _steady.Pointer[n];
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                sorted[(long)chunk * active + others + n] = ~bits[(long)chunk * active + a];
            }
            _steady.Pointer[n] = sortedInputs[others + n] = _active.Pointer[a];
        }
        for (int n = 0; n < constant; n++)
        {
            _places.Pointer[varying + n] = constants[n];
            _groupInputs.Pointer[varying + n] = _active.Pointer[constants[n]];
        }
        ConstantCount = constant;
        return others;
    }

    /// <summary>Takes over the spikes of a layer, in place of <see cref="Begin"/> and <see cref="Add"/>.</summary>
    /// <param name="words">One word a step and block, bit j for neuron j of the block: steps × blocks.</param>
    /// <param name="blocks">Blocks of the layer.</param>
    /// <param name="width">Neurons of a block.</param>
    public void Fill(ReadOnlySpan<ulong> words, int blocks, int width)
    {
        int active = 0;
        for (int block = 0; block < blocks; block++)
        {
            active += BitOperations.PopCount(Union(words, block, blocks));
        }
        Begin(active, spikes: true);
        fixed (ulong* all = words)
        {
            byte* rows = stackalloc byte[64 * Groups];
            ushort* listed = _active.Pointer;
            byte* masks = _groups.Pointer;
            for (int block = 0; block < blocks; block++)
            {
                ulong union = Union(words, block, blocks);
                SpikeGroups.Run(all + block, blocks, Steps, rows);
                int count = BitOperations.PopCount(union);
                SpikeList.Append(union, block * width, listed);
                Gather(rows, Groups, union, masks);
                listed += count;
                masks += count * Groups;
            }
            ushort* end = _events.Pointer;
            for (int step = 0; step < Steps; step++)
            {
                _eventStarts[step] = (int)(end - _events.Pointer);
                for (int block = 0; block < blocks; block++)
                {
                    end = SpikeList.Append(all[step * blocks + block], block * width, end);
                }
                Counts.Pointer[step] = (int)(end - Events(step));
            }
        }
    }

    // From rows of a byte a neuron to the masks of the neurons that spike, up to eight of them in one word.
    private static void Gather(byte* rows, int groups, ulong neurons, byte* masks)
    {
        for (; neurons != 0; neurons &= neurons - 1)
        {
            byte* column = rows + BitOperations.TrailingZeroCount(neurons);
            for (int first = 0; first < groups; first += 8)
            {
                ulong word = 0;
                for (int g = Math.Min(first + 8, groups) - 1; g >= first; g--)
                {
                    word = (word << 8) | column[g * 64];
                }
                Unsafe.WriteUnaligned(masks + first, word);
            }
            masks += groups;
        }
    }

    /// <summary>Places in <see cref="Active"/> of the active inputs in [firstRow, endRow).</summary>
    public (int First, int End) ActiveRange(int firstRow, int endRow) =>
        Range(Active, 0, ActiveCount, firstRow, endRow);

    /// <summary>Places in <see cref="GroupInputs"/> of the varying inputs in [firstRow, endRow).</summary>
    public (int First, int End) VaryingRange(int firstRow, int endRow) =>
        Range(GroupInputs, 0, VaryingCount, firstRow, endRow);

    /// <summary>Places in <see cref="GroupInputs"/> of the constant inputs in [firstRow, endRow).</summary>
    public (int First, int End) ConstantRange(int firstRow, int endRow) =>
        Range(GroupInputs, VaryingCount, ActiveCount, firstRow, endRow);

    public void Dispose()
    {
        _active.Dispose();
        _values.Dispose();
        _groups.Dispose();
        _events.Dispose();
        Counts.Dispose();
        SilenceCounts.Dispose();
        _steady.Dispose();
        _groupInputs.Dispose();
        _places.Dispose();
        _reals.Dispose();
    }

    private static ulong Union(ReadOnlySpan<ulong> words, int block, int blocks)
    {
        ulong union = 0;
        for (int at = block; at < words.Length; at += blocks)
        {
            union |= words[at];
        }
        return union;
    }

    private static (int, int) Range(ushort* inputs, int low, int high, int firstRow, int endRow) =>
        (LowerBound(inputs, low, high, firstRow), LowerBound(inputs, low, high, endRow));

    private static int LowerBound(ushort* inputs, int low, int high, int input)
    {
        // Most often all inputs are wanted.
        if (input == 0 || low == high)
        {
            return low;
        }
        if (inputs[high - 1] < input)
        {
            return high;
        }
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (inputs[middle] < input)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private static void Grow<T>(ref AlignedBuffer<T> buffer, long length)
        where T : unmanaged
    {
        if (buffer.Length < length)
        {
            buffer.Dispose();
            buffer = new AlignedBuffer<T>(length + length / 4);
        }
    }
}
