namespace Hnsg.Data;

/// <summary>Where a data set may come from, and whom to tell.</summary>
public sealed record DatasetOptions
{
    /// <summary>A folder of data sets that is looked in first; must exist where given. Default null: none.</summary>
    /// <remarks>Then come the folder named by <c>HNSG_DATA</c> and the user's cache folder.</remarks>
    public string? Directory { get; init; }

    /// <summary>Whether a set that is nowhere may be downloaded into the cache folder. Default true.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>Told how far a download is, each time bytes come in. Default null.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Told what people must not miss, such as that the default set had to be replaced. Default null.</summary>
    public Action<string>? Notice { get; init; }
}
