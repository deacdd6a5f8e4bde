using System.Runtime.ExceptionServices;

namespace Hnsg.Shared;

/// <summary>Work on several things at once, each on a thread of its own.</summary>
internal static class SideBySide
{
    /// <summary>Does all work, in the order of the list as threads become free.</summary>
    /// <param name="jobs">How many things are worked on at once, at least 1.</param>
    /// <param name="items">What there is to be done.</param>
    /// <param name="work">Does one of it; its token stops it when another has failed, too.</param>
    /// <param name="cancellation">Stops all.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>The first error stops the other work and is thrown when all of it has stopped.</remarks>
    public static void Run<T>(
        int jobs,
        IReadOnlyList<T> items,
        Action<T, CancellationToken> work,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        int next = -1;
        ExceptionDispatchInfo? failure = null;
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Math.Min(jobs, items.Count))
                .Select(job => new Thread(Loop) { IsBackground = true, Name = $"hnsg job {job}" }),
        ];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }
        foreach (Thread thread in threads)
        {
            thread.Join();
        }
        failure?.Throw();
        cancellation.ThrowIfCancellationRequested();

        void Loop()
        {
            try
            {
                for (
                    int at = Interlocked.Increment(ref next);
                    at < items.Count && !stop.IsCancellationRequested;
                    at = Interlocked.Increment(ref next)
                )
                {
                    work(items[at], stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
                stop.Cancel();
            }
        }
    }
}
