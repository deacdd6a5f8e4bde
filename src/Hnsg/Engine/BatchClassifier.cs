using Hnsg.Data;
using Hnsg.Kernels;
using Hnsg.Networks;

namespace Hnsg.Engine;

/// <summary>Classifies many samples on all cores.</summary>
/// <remarks>
/// Every thread runs whole samples, so two threads take half the time of one. The answers do not depend on the number of
/// threads. It serves one caller at a time: a call that comes while another is at work, also one from within
/// <c>progress</c>, throws <see cref="InvalidOperationException"/>, and a call after <see cref="Dispose"/>
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class BatchClassifier : IDisposable
{
    private readonly EventNetwork _network;
    private readonly WorkerTeam _team;
    private readonly EventTeam _engines;
    private readonly ExclusiveUse _use;

    /// <summary>Draws the network's weights and starts the threads.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">Number of threads, in 1…1,024; null for one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is out of its range.</exception>
    public BatchClassifier(HiddenNetwork network, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        Threads = WorkerTeam.SizeOf(threads);
        _network = EventNetwork.Load(network);
        _team = new WorkerTeam(Threads);
        _engines = new EventTeam(_network, _team);
        _use = new ExclusiveUse(this, Release);
    }

    /// <summary>The network.</summary>
    public HiddenNetwork Network { get; }

    /// <summary>Number of threads, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>The class of every sample of a set.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="progress">Gets the number of samples done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public int[] Classify(SampleSet samples, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        using ExclusiveUse.Scope call = _use.Enter();
        ArgumentNullException.ThrowIfNull(samples);
        SampleShape.Check(Network.Spec, samples);
        var classes = new int[samples.Count];
        _engines.Run(samples.AllPixels, classes, 0, untilCertain: true, progress, cancellation);
        return classes;
    }

    /// <summary>The class of every sample, written into the caller's memory; allocates nothing.</summary>
    /// <param name="pixels">Samples × inputs bytes, 0…255, sample after sample.</param>
    /// <param name="classes">Gets one class a sample; as long as there are samples.</param>
    /// <param name="firstSample">
    /// Index of the first sample, at least 0: the random stream of its input spikes. Matters only for rate-coded input.
    /// </param>
    /// <param name="progress">Gets the number of samples done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; some classes are written.</exception>
    public void Classify(
        ReadOnlyMemory<byte> pixels,
        Memory<int> classes,
        int firstSample = 0,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using ExclusiveUse.Scope call = _use.Enter();
        ArgumentOutOfRangeException.ThrowIfNegative(firstSample);
        if (pixels.Length != (long)classes.Length * Network.Spec.Inputs)
        {
            throw new ArgumentException(
                $"{pixels.Length} pixels do not make {classes.Length} samples of {Network.Spec.Inputs} pixels each.",
                nameof(pixels)
            );
        }
        _engines.Run(pixels, classes, firstSample, untilCertain: true, progress, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _use.Close();

    private void Release()
    {
        _team.Dispose();
        _engines.Dispose();
        _network.Dispose();
    }
}
