using Hnsg.Kernels;

namespace Hnsg.Engine;

/// <summary>An engine on each thread of a team, for many samples.</summary>
/// <remarks>
/// Each thread takes a few samples, then the next few that nobody has taken: threads never wait for each other, but at
/// the end. What is written of a sample depends on nothing but the sample.
/// </remarks>
internal sealed class EventTeam : IDisposable
{
    // Enough samples to make taking them cheap, few enough to end together and to hear soon of a cancellation.
    private const int Portion = 32;

    private readonly WorkerTeam _team;
    private readonly EventEngine[] _engines;
    private readonly IntensityCount[] _counts;
    private readonly Action<int> _work;
    private readonly int _inputs;
    private ReadOnlyMemory<byte> _pixels;
    private Memory<int> _classes;
    private int _firstSample;
    private bool _untilCertain;
    private IProgress<int>? _progress;
    private CancellationToken _cancellation;
    private int _next;
    private int _done;

    /// <summary>Makes the engines.</summary>
    /// <param name="network">The network; owned by the caller.</param>
    /// <param name="team">Threads; owned by the caller.</param>
    public EventTeam(EventNetwork network, WorkerTeam team)
    {
        _team = team;
        _inputs = network.Spec.Inputs;
        _engines = [.. Enumerable.Range(0, team.Size).Select(_ => new EventEngine(network))];
        _counts = new IntensityCount[team.Size];
        _work = Work;
    }

    /// <summary>Classifies samples.</summary>
    /// <param name="pixels">Samples × inputs.</param>
    /// <param name="classes">The class of each.</param>
    /// <param name="firstSample">Index of the first sample: the random stream of its input spikes.</param>
    /// <param name="untilCertain">Whether a sample ends where its class is certain; the spikes are then fewer.</param>
    /// <param name="progress">Gets the number of samples done, on the calling thread.</param>
    /// <param name="cancellation">Stops between samples.</param>
    /// <returns>Spikes of all samples.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IntensityCount Run(
        ReadOnlyMemory<byte> pixels,
        Memory<int> classes,
        int firstSample,
        bool untilCertain,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        (_pixels, _classes, _firstSample, _untilCertain) = (pixels, classes, firstSample, untilCertain);
        (_progress, _cancellation, _next, _done) = (progress, cancellation, 0, 0);
        Array.Clear(_counts);
        _team.Run(_work);
        (_pixels, _classes, _progress) = (default, default, null);
        cancellation.ThrowIfCancellationRequested();
        var total = new IntensityCount();
        foreach (IntensityCount count in _counts)
        {
            total.Add(count);
        }
        return total;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EventEngine engine in _engines)
        {
            engine.Dispose();
        }
    }

    private void Work(int thread)
    {
        EventEngine engine = _engines[thread];
        ReadOnlySpan<byte> pixels = _pixels.Span;
        Span<int> classes = _classes.Span;
        var count = new IntensityCount();
        while (!_cancellation.IsCancellationRequested)
        {
            int first = Interlocked.Add(ref _next, Portion) - Portion;
            if (first >= classes.Length)
            {
                break;
            }
            int end = Math.Min(classes.Length, first + Portion);
            for (int n = first; n < end; n++)
            {
                classes[n] = engine.Run(pixels.Slice(n * _inputs, _inputs), (uint)(_firstSample + n), _untilCertain);
                count.Add(engine);
            }
            int done = Interlocked.Add(ref _done, end - first);
            if (thread == 0)
            {
                _progress?.Report(done);
            }
        }
        _counts[thread] = count;
    }
}
