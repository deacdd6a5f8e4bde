using Hnsg.Data;

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

    /// <summary>What makes other data of a data set, for people; null where it holds the data of the run.</summary>
    /// <param name="dataset">The data set; what it is called does not matter where there are sums to compare.</param>
    public string? Difference(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        (string part, string sum) = Sha256.FirstOrDefault(it => dataset.Sha256.GetValueOrDefault(it.Key) != it.Value);
        if (part is null && (Sha256.Count > 0 || Name == dataset.Name))
        {
            return null;
        }
        string which = $"{Name} ({Source}) there, and {dataset.Name} ({dataset.Source}) here";
        return Name == dataset.Name && dataset.Sha256.GetValueOrDefault(part!) is { } other
            ? $"{which}, and the SHA-256 of its {part} is {other}, but {sum} was expected"
            : which;
    }

    /// <summary>Whether other data are the same, whatever their name and wherever they lie.</summary>
    /// <param name="sha256">As <see cref="Sha256"/>.</param>
    public bool AreThose(IReadOnlyDictionary<string, string> sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        return Sha256.Count == sha256.Count && Sha256.All(part => sha256.GetValueOrDefault(part.Key) == part.Value);
    }
}
