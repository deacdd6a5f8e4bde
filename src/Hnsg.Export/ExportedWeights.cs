namespace Hnsg.Export;

/// <summary>Where an exported program or core gets the frozen weights.</summary>
public enum ExportedWeights
{
    /// <summary>Generated from the seed at run time: no memory, but 20 rounds of Threefry for every 64 weights.</summary>
    Generate,

    /// <summary>Stored: one bit each (one byte for weights of several levels). Faster.</summary>
    Table,
}
