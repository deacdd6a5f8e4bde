namespace Hnsg.Diagnosis.Examining;

/// <summary>How much a network suffers from what was observed.</summary>
public enum Severity
{
    /// <summary>As it should be.</summary>
    Healthy,

    /// <summary>It costs something, but nothing is lost.</summary>
    Mild,

    /// <summary>The network is worse than it could be.</summary>
    Serious,

    /// <summary>The network cannot learn or answer.</summary>
    Fatal,
}
