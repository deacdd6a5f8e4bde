namespace Hnsg.Export.Verification;

/// <summary>An export that can be run on this machine.</summary>
/// <remarks>
/// Use it from one thread at a time: a run during another throws <see cref="InvalidOperationException"/>,
/// and a run after <see cref="Dispose"/> throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public abstract class ExportProgram : IDisposable
{
    private readonly ExclusiveUse _use;

    private protected ExportProgram() => _use = new ExclusiveUse(this, Release);

    /// <summary>What runs it, for people.</summary>
    public abstract string Runner { get; }

    /// <summary>Whether it reports the spikes of every neuron, or only votes.</summary>
    public abstract bool TellsSpikes { get; }

    /// <summary>Pictures of random dots that it can answer in reasonable time.</summary>
    public virtual int Probes => 256;

    /// <summary>Classifies samples, one after another.</summary>
    internal abstract IEnumerable<ExportedAnswer> Run(
        IReadOnlyList<VerifySample> samples,
        CancellationToken cancellation
    );

    /// <summary>Begins a run; disposing of the scope ends it.</summary>
    internal ExclusiveUse.Scope Enter() => _use.Enter();

    /// <inheritdoc/>
    public void Dispose()
    {
        _use.Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what was built.</summary>
    internal virtual void Release() { }
}
