namespace Hnsg.Data;

/// <summary>What is known about the files of a data set on this machine.</summary>
public enum DatasetState
{
    /// <summary>It is nowhere.</summary>
    Missing,

    /// <summary>Some of its files are there, and others are not.</summary>
    Incomplete,

    /// <summary>All files are there; their content was not looked at.</summary>
    Present,

    /// <summary>All files are whole and fit together, but no published checksum is known to compare them with.</summary>
    Unverified,

    /// <summary>All files are whole and have the published checksums.</summary>
    Verified,

    /// <summary>A file is damaged or is not the published one.</summary>
    Damaged,

    /// <summary>It is part of this library and needs no file.</summary>
    Embedded,
}
