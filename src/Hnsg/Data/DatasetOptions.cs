namespace Hnsg.Data;

/// <summary>Where a data set may come from, and what to report.</summary>
public sealed record DatasetOptions
{
    /// <summary>A folder of data sets to search first; must exist if given. Default null: none.</summary>
    /// <remarks>Then come the folder named by <c>HNSG_DATA</c> and the user's cache folder.</remarks>
    public string? Directory { get; init; }

    /// <summary>Whether a missing set may be downloaded into the cache folder. Default true.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>Called with the progress of a download whenever bytes arrive. Default null.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Called with what users must not miss, such as that another set replaces the default. Default null.</summary>
    public Action<string>? Notice { get; init; }
}
