namespace Hnsg.Sweeps;

/// <summary>How far a run of a sweep is.</summary>
public enum RunStatus
{
    /// <summary>Not trained as far as anything was to be decided.</summary>
    Waiting,

    /// <summary>Trained to a rung; it goes on where it is among the best.</summary>
    Halted,

    /// <summary>Trained to its end and tested.</summary>
    Finished,

    /// <summary>Its scores or weights became infinite.</summary>
    Failed,
}
