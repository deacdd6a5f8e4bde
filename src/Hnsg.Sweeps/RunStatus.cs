namespace Hnsg.Sweeps;

/// <summary>How far a run of a sweep is.</summary>
public enum RunStatus
{
    /// <summary>Not yet trained to its first rung.</summary>
    Waiting,

    /// <summary>Trained to a rung; it continues if it is among the best.</summary>
    Halted,

    /// <summary>Trained to its end and tested.</summary>
    Finished,

    /// <summary>Its scores or weights became infinite.</summary>
    Failed,
}
