using Hnsg.Kernels;

namespace Hnsg.Spikes;

/// <summary>Which rows of a layer's weights each of a few steps adds to the current, and which it takes away.</summary>
/// <remarks>
/// A row is told by where it begins in a block of weights: input · width. The *steady* rows, those of inputs that spike
/// at most of the steps, are added at every step; a step lists the other inputs that spike (its events), and behind
/// them the steady ones that do not (its silences).
/// </remarks>
internal sealed unsafe class RowLists : IDisposable
{
    /// <summary>Steps that are listed together: the spikes of an input are the bits of one word.</summary>
    public const int MostSteps = 32;

    private readonly AlignedBuffer<int> _rows;
    private readonly AlignedBuffer<int> _counts = new(2 * MostSteps);
    private readonly AlignedBuffer<int> _steady;

    /// <summary>Makes lists with room for every input at every step.</summary>
    public RowLists(int inputs)
    {
        // Lists are written 16 rows at a time, so up to 15 past their ends. An odd number of cache lines from list to
        // list spreads them over the cache's sets.
        Stride = 16 * ((inputs + 31) / 16 | 1);
        _rows = new AlignedBuffer<int>((long)MostSteps * Stride);
        _steady = new AlignedBuffer<int>(inputs + 16);
    }

    /// <summary>Places from one step's rows to the next's.</summary>
    public int Stride { get; }

    /// <summary>The rows of a step: its events, then its silences.</summary>
    public int* Step(int step) => _rows.Pointer + (long)step * Stride;

    /// <summary>Number of events of each step.</summary>
    public int* Events => _counts.Pointer;

    /// <summary>Number of rows of each step, events and silences.</summary>
    public int* Lengths => _counts.Pointer + MostSteps;

    /// <summary>The steady rows.</summary>
    public int* Steady => _steady.Pointer;

    /// <summary>Number of them.</summary>
    public int SteadyCount { get; set; }

    /// <summary>Spikes of some steps together.</summary>
    public long CountSpikes(int first, int end)
    {
        long spikes = (long)SteadyCount * (end - first);
        for (int t = first; t < end; t++)
        {
            spikes += 2 * Events[t] - Lengths[t];
        }
        return spikes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _counts.Dispose();
        _steady.Dispose();
    }
}
