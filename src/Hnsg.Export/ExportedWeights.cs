namespace Hnsg.Export;

/// <summary>Where an exported program or core has the frozen weights from.</summary>
public enum ExportedWeights
{
    /// <summary>Made again from the seed while it runs: no memory, 20 rounds of Threefry for 64 of them.</summary>
    Generate,

    /// <summary>Stored: one bit each (one byte for weights of several levels). Faster.</summary>
    Table,
}
