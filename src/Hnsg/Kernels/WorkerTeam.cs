namespace Hnsg.Kernels;

/// <summary>Threads that do one piece of work together and then wait for the next; the caller is the first of them.</summary>
/// <remarks>
/// Nothing is allocated by a run. An exception in any thread is thrown in the caller after all have stopped. A team that
/// is not disposed ends its threads when it is no longer reachable.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    /// <summary>Threads of a team at most.</summary>
    public const int MostThreads = 1024;

    // So that teams which nobody disposes of make the collector look for them: what a thread takes in stack and in the
    // system is not on its heap.
    private const long BytesOfThread = 256 << 10;

    private readonly WorkerThreads _threads;
    private readonly ExclusiveUse _use;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Number of threads, the caller included, in 1…1,024; null for one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is out of its range.</exception>
    public WorkerTeam(int? threads)
    {
        Size = SizeOf(threads);
        _use = new ExclusiveUse(this, Release);
        _threads = new WorkerThreads(Size - 1);
        if (Size > 1)
        {
            GC.AddMemoryPressure((Size - 1) * BytesOfThread);
        }
    }

    /// <summary>Ends the threads of a team that was not disposed; they end when they get to it.</summary>
    ~WorkerTeam() => End();

    /// <summary>Number of threads, the caller included.</summary>
    public int Size { get; }

    /// <summary>The size of a team of so many threads, checked before any work.</summary>
    /// <param name="threads">In 1…1,024; null for one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is out of its range.</exception>
    public static int SizeOf(int? threads)
    {
        int size = threads ?? Math.Min(Environment.ProcessorCount, MostThreads);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(threads));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MostThreads, nameof(threads));
        return size;
    }

    /// <summary>Calls the work once in every thread, with the thread's index, and waits for all.</summary>
    public void Run(Action<int> work)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        _threads.Run(work);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _use.Close();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        End();
        _threads.Join();
    }

    private void End()
    {
        // Null where the constructor has thrown.
        _threads?.End();
        if (Size > 1 && _threads is not null)
        {
            GC.RemoveMemoryPressure((Size - 1) * BytesOfThread);
        }
    }
}
