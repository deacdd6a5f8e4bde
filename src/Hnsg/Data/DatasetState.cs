namespace Hnsg.Data;

/// <summary>What is known about the files of a data set on this machine.</summary>
public enum DatasetState
{
    /// <summary>It was not found.</summary>
    Missing,

    /// <summary>Some of its files are there, but others are missing.</summary>
    Incomplete,

    /// <summary>All files are there; their content was not checked.</summary>
    Present,

    /// <summary>All files are complete and consistent, but no published checksum is known for them.</summary>
    Unverified,

    /// <summary>All files are complete and have the published checksums.</summary>
    Verified,

    /// <summary>A file is damaged or is not the published one.</summary>
    Damaged,

    /// <summary>It is part of this library and needs no file.</summary>
    Embedded,
}
