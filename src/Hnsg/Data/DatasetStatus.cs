namespace Hnsg.Data;

/// <summary>Where a data set is on this machine and in what state.</summary>
/// <param name="Info">The set.</param>
/// <param name="State">Its state, as far as it was checked.</param>
/// <param name="Folder">The folder it is in, or null if it is in none.</param>
/// <param name="Detail">For people: what is wrong, or where it was looked for, or what was checked.</param>
public sealed record DatasetStatus(DatasetInfo Info, DatasetState State, string? Folder, string Detail);
