using Hnsg.Disk;

namespace Hnsg.Data;

/// <summary>The data sets: those known by name, and the user's own folders.</summary>
/// <remarks>
/// A known set is looked for in <see cref="DatasetOptions.Directory"/>, then in the folder that the environment variable
/// <c>HNSG_DATA</c> names, then in the user's cache folder (<c>$XDG_CACHE_HOME/hnsg/data</c> or
/// <c>~/.cache/hnsg/data</c>; on Windows below the local application data), and is then downloaded into the latter.
/// Each set is a folder there with the usual file names, such as <c>mnist/train-images-idx3-ubyte.gz</c>, plain or
/// gzip. The first place with any file of the set is used. If the set is damaged there, that is an error: no other
/// source is used silently. Only files in the cache folder are replaced.
/// </remarks>
public static class Datasets
{
    /// <summary>The name for MNIST if it is available, and otherwise for the embedded digits.</summary>
    public const string Auto = Catalogue.Auto;

    /// <summary>The sets known by name, the embedded one last.</summary>
    public static IReadOnlyList<DatasetInfo> All { get; } =
    [.. Catalogue.Sets.Select(set => set.Info), Catalogue.DigitsInfo];

    /// <summary>Loads a data set.</summary>
    /// <param name="name">
    /// A known name in any case, <c>auto</c>, or a folder: of IDX files with the usual names, or of PNG files as
    /// <c>CLASS/*.png</c> or as <c>train/CLASS/*.png</c> and <c>test/CLASS/*.png</c>. A name takes precedence over a folder;
    /// write <c>./mnist</c> for a folder of that name.
    /// </param>
    /// <param name="options">Where it may come from; null for the defaults.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="OptionException">The name is neither known nor a folder.</exception>
    /// <exception cref="InputException">The set is missing, damaged, or could not be downloaded.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Dataset Load(string name, DatasetOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Sets(options).Load(name, cancellation) is { } known)
        {
            return known;
        }
        if (!Directory.Exists(name))
        {
            throw Unknown(name, "or a folder of IDX or PNG files");
        }
        Dataset own =
            IdxFolder.HasAny(name) ? IdxFolder.Read(name)
            : ClassFolders.Is(name) ? ClassFolders.Read(name)
            : throw new InputException(
                name,
                $"this folder is not a data set. It needs the IDX files {string.Join(", ", IdxFolder.Names)} (plain or .gz), "
                    + "or PNG files as CLASS/*.png or as train/CLASS/*.png and test/CLASS/*.png."
            );
        foreach (string notice in own.Notices)
        {
            options?.Notice?.Invoke(notice);
        }
        return own;
    }

    /// <summary>Finds where a known set is on this machine, without reading its content.</summary>
    /// <param name="name">A known name in any case.</param>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static DatasetStatus Find(string name, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Sets(options).Find(name) ?? throw Unknown(name, "");
    }

    /// <summary>Downloads a known set, unless it is already complete.</summary>
    /// <param name="name">A known name in any case.</param>
    /// <param name="options">
    /// With a <see cref="DatasetOptions.Directory"/> the set goes there (it is created), otherwise into the cache folder; a
    /// set that is damaged or incomplete is repaired in place. <see cref="DatasetOptions.AllowDownload"/> is
    /// ignored. Null for the defaults.
    /// </param>
    /// <param name="cancellation">Stops the download.</param>
    /// <returns>The state afterwards.</returns>
    /// <exception cref="OptionException">The name is unknown.</exception>
    /// <exception cref="InputException">It cannot be downloaded; the message says what was tried and how to get it by hand.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static DatasetStatus Fetch(
        string name,
        DatasetOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        return Sets(options).Fetch(name, cancellation) ?? throw Unknown(name, "");
    }

    /// <summary>Reads a known set in place and compares it with the published checksums.</summary>
    /// <param name="name">A known name in any case.</param>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <returns>Its state; damage is reported as a state, not as an error.</returns>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static DatasetStatus Verify(string name, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Sets(options).Verify(name) ?? throw Unknown(name, "");
    }

    private static KnownSets Sets(DatasetOptions? options)
    {
        options ??= new DatasetOptions();
        return new KnownSets(Catalogue.Sets, DataPlaces.Here(options.Directory), new Downloader(), options);
    }

    private static OptionException Unknown(string name, string orElse)
    {
        string[] known = [Auto, .. All.Select(info => info.Name)];
        string meant = Suggestion.Closest(name, known) is { } closest ? $" Did you mean {closest}?" : "";
        string what =
            File.Exists(name) ? $"is a file, not a data set.{FileKind.Sentence(name)}".TrimEnd('.')
            : FileErrors.BrokenLink(name) is { } target ? $"is a link to {target}, which does not exist"
            : "is neither a known data set nor a folder";
        string list = $"{string.Join(", ", known)}{(orElse.Length > 0 ? ", " + orElse : "")}";
        return new OptionException("dataset", $"'{name}' {what}.{meant} Known data sets: {list}.");
    }
}
