using Hnsg.Kernels;

namespace Hnsg.Encoding;

/// <summary>What one sample sends into a layer: which inputs are active, and when they spike.</summary>
/// <remarks>
/// Memory grows to the largest sample seen and is then reused. For a direct-coded sample there are values instead
/// of spikes. The spikes are held twice: by step, for the forward pass, and by input in groups of
/// <see cref="GroupSteps"/> steps, for the score gradient.
/// </remarks>
internal sealed unsafe class InputTrain : IDisposable
{
    /// <summary>Steps in a group: 32 sums of a group's five gradients make a table (see <see cref="SpikeGradient"/>).</summary>
    public const int GroupSteps = 5;

    private AlignedBuffer<ushort> _active = new(0);
    private AlignedBuffer<byte> _values = new(0);
    private AlignedBuffer<byte> _groups = new(0);
    private AlignedBuffer<ushort> _events = new(0);

    public InputTrain(int steps)
    {
        Steps = steps;
        Groups = (steps + GroupSteps - 1) / GroupSteps;
        Counts = new AlignedBuffer<int>(steps);
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

    /// <summary>Spikes by input: Groups bytes an active input, bit b of byte g is step 5g + b.</summary>
    public byte* GroupMasks => _groups.Pointer;

    /// <summary>Number of spikes of each step.</summary>
    public AlignedBuffer<int> Counts { get; }

    /// <summary>Inputs that spike at a step, ascending; <see cref="Counts"/> says how many.</summary>
    public ushort* Events(int step) => _events.Pointer + (long)step * ActiveCount;

    /// <summary>Spikes of all steps.</summary>
    public long TotalSpikes
    {
        get
        {
            long total = 0;
            foreach (int count in Counts.Span)
            {
                total += count;
            }
            return total;
        }
    }

    /// <summary>Makes room for a number of active inputs and forgets what was there.</summary>
    public void Begin(int activeCount, bool spikes)
    {
        ActiveCount = activeCount;
        Grow(ref _active, activeCount);
        Grow(ref _values, activeCount);
        if (spikes)
        {
            Grow(ref _groups, (long)activeCount * Groups);
            Grow(ref _events, (long)activeCount * Steps);
            new Span<byte>(_groups.Pointer, activeCount * Groups).Clear();
            Counts.Clear();
        }
    }

    /// <summary>Adds a spike of an active input; steps of one input in any order, inputs in ascending order.</summary>
    public void Add(int position, int step)
    {
        int group = (int)((uint)step / GroupSteps);
        _groups.Pointer[position * Groups + group] |= (byte)(1 << (step - group * GroupSteps));
        _events.Pointer[(long)step * ActiveCount + Counts.Pointer[step]++] = _active.Pointer[position];
    }

    /// <summary>Places in <see cref="Active"/> of the active inputs in [firstInput, endInput).</summary>
    public (int First, int End) ActiveRange(int firstInput, int endInput) =>
        (LowerBound(firstInput), LowerBound(endInput));

    public void Dispose()
    {
        _active.Dispose();
        _values.Dispose();
        _groups.Dispose();
        _events.Dispose();
        Counts.Dispose();
    }

    private int LowerBound(int input)
    {
        int low = 0,
            high = ActiveCount;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Active[middle] < input)
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
