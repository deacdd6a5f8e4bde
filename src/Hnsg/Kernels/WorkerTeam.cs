using System.Runtime.ExceptionServices;

namespace Hnsg.Kernels;

/// <summary>Threads that do one piece of work together and then wait for the next; the caller is the first of them.</summary>
/// <remarks>
/// Nothing is allocated by a run. An exception in any thread is thrown in the caller after all have stopped. A training
/// step is some ten runs of a few hundred microseconds, so who waits looks again and again for a while before sleeping:
/// to be woken takes longer than most waits.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    // About fifty microseconds.
    private const int Looks = 500;
    private const int Pause = 20;

    private readonly Thread[] _threads;
    private readonly object _door = new();
    private readonly int _looks;
    private Action<int>? _work;
    private ExceptionDispatchInfo? _failure;
    private int _run;
    private int _working;
    private int _sleepers;

    /// <summary>Starts the threads.</summary>
    /// <param name="size">Number of threads, the caller included; at least 1.</param>
    public WorkerTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        // With fewer processors than threads, looking would keep the one that is waited for from running.
        _looks = size <= Environment.ProcessorCount ? Looks : 0;
        _threads = new Thread[size - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int index = i + 1;
            _threads[i] = new Thread(() => Loop(index)) { IsBackground = true, Name = $"hnsg worker {index}" };
            _threads[i].Start();
        }
    }

    /// <summary>Number of threads, the caller included.</summary>
    public int Size { get; }

    /// <summary>Calls the work once in every thread, with the thread's index, and waits for all.</summary>
    public void Run(Action<int> work)
    {
        if (Size == 1)
        {
            work(0);
            return;
        }
        Start(work);
        Try(0);
        for (int look = 0; look < _looks && Volatile.Read(ref _working) != 0; look++)
        {
            Thread.SpinWait(Pause);
        }
        if (Volatile.Read(ref _working) != 0)
        {
            SleepUntil(null);
        }
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    public void Dispose()
    {
        if (Size > 1 && _threads[0].IsAlive)
        {
            Start(null);
            foreach (Thread thread in _threads)
            {
                thread.Join();
            }
        }
    }

    private void Start(Action<int>? work)
    {
        _work = work;
        _working = Size - 1;
        Interlocked.Increment(ref _run);
        WakeSleepers();
    }

    private void Loop(int index)
    {
        for (int run = 1; ; run++)
        {
            for (int look = 0; look < _looks && Volatile.Read(ref _run) != run; look++)
            {
                Thread.SpinWait(Pause);
            }
            if (Volatile.Read(ref _run) != run)
            {
                SleepUntil(run);
            }
            if (_work is null)
            {
                return;
            }
            Try(index);
            if (Interlocked.Decrement(ref _working) == 0)
            {
                WakeSleepers();
            }
        }
    }

    // Until a run begins, or until all workers are done with one. Who is about to sleep says so before the last look, and
    // who changes something looks for sleepers after it: one of them sees the other.
    private void SleepUntil(int? run)
    {
        lock (_door)
        {
            Interlocked.Increment(ref _sleepers);
            while (run is { } awaited ? Volatile.Read(ref _run) != awaited : Volatile.Read(ref _working) != 0)
            {
                Monitor.Wait(_door);
            }
            Interlocked.Decrement(ref _sleepers);
        }
    }

    private void WakeSleepers()
    {
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_door)
            {
                Monitor.PulseAll(_door);
            }
        }
    }

    private void Try(int index)
    {
        try
        {
            _work!(index);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
        }
    }
}
