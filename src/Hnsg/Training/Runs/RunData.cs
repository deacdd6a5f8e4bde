namespace Hnsg.Training.Runs;

/// <summary>The data of a run, as <c>run.json</c> tells.</summary>
public sealed record RunData
{
    /// <summary>Name of the data set, or its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Where it was read from, for people.</summary>
    public required string Source { get; init; }

    /// <summary>What people should know about the choice of the data set; null where there is nothing to say.</summary>
    public string? Notice { get; init; }

    /// <summary>SHA-256 of the unpacked data by file name, in lower-case hex.</summary>
    public required IReadOnlyDictionary<string, string> Sha256 { get; init; }
}
