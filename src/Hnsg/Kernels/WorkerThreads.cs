using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Hnsg.Kernels;

/// <summary>The threads of a <see cref="WorkerTeam"/>, and what they share with the caller of a run.</summary>
/// <remarks>
/// A thread that waits keeps nothing but this alive: neither the team nor any work, so that a team can be collected. A
/// training step is some ten runs of a few hundred microseconds, so who waits looks again and again for a while before
/// sleeping: to be woken takes longer than most waits.
/// </remarks>
internal sealed class WorkerThreads
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
    /// <param name="count">How many there are beside the caller.</param>
    public WorkerThreads(int count)
    {
        // With fewer processors than threads, looking would keep the one that is waited for from running.
        _looks = count < Environment.ProcessorCount ? Looks : 0;
        _threads = new Thread[count];
        try
        {
            for (int i = 0; i < count; i++)
            {
                int index = i + 1;
                _threads[i] = new Thread(() => Loop(index)) { IsBackground = true, Name = $"hnsg worker {index}" };
                // What the starting thread carries along is not kept alive.
                _threads[i].UnsafeStart();
            }
        }
        catch
        {
            // The system has no more threads; those that it gave would wait for ever.
            End();
            throw;
        }
    }

    /// <summary>Calls the work once in every thread and in the caller, and waits for all.</summary>
    public void Run(Action<int> work)
    {
        if (_threads.Length == 0)
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
        _work = null;
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    /// <summary>Lets the threads end; there is no run after it.</summary>
    public void End() => Start(null);

    /// <summary>Waits until they have ended.</summary>
    public void Join()
    {
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void Start(Action<int>? work)
    {
        _work = work;
        _working = _threads.Length;
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

    // A frame of its own, so that nothing of the work is left in that of a thread that waits.
    [MethodImpl(MethodImplOptions.NoInlining)]
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
