namespace Hnsg.Export.Verification;

/// <summary>An export that can be run on this machine.</summary>
public abstract class ExportProgram : IDisposable
{
    /// <summary>What runs it, for people.</summary>
    public abstract string Runner { get; }

    /// <summary>Whether it tells the spikes of every neuron, or only votes.</summary>
    public abstract bool TellsSpikes { get; }

    /// <summary>Pictures of random dots that it can answer in reasonable time.</summary>
    public virtual int Probes => 256;

    /// <summary>Answers samples, one after the other.</summary>
    internal abstract IEnumerable<ExportedAnswer> Run(
        IReadOnlyList<VerifySample> samples,
        CancellationToken cancellation
    );

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
