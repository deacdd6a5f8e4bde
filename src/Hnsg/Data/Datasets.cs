using Hnsg.Disk;

namespace Hnsg.Data;

/// <summary>The data sets: those known by name, and folders of one's own.</summary>
/// <remarks>
/// A known set is looked for in <see cref="DatasetOptions.Directory"/>, then in the folder that the environment variable
/// <c>HNSG_DATA</c> names, then in the user's cache folder (<c>$XDG_CACHE_HOME/hnsg/data</c> or
/// <c>~/.cache/hnsg/data</c>; on Windows below the local application data), and is then downloaded into the latter.
/// Each set is a folder in there with the usual file names, such as <c>mnist/train-images-idx3-ubyte.gz</c>, plain or
/// gzip. The first place that has any file of the set counts: where that is damaged it is an error, and no other
/// source is taken silently. Only what lies in the cache folder is replaced.
/// </remarks>
public static class Datasets
{
    /// <summary>The name that stands for MNIST where it can be had and otherwise for the embedded digits.</summary>
    public const string Auto = Catalogue.Auto;

    /// <summary>The sets known by name, the embedded one last.</summary>
    public static IReadOnlyList<DatasetInfo> All { get; } =
    [.. Catalogue.Sets.Select(set => set.Info), Catalogue.DigitsInfo];

    /// <summary>Loads a data set.</summary>
    /// <param name="name">
    /// A known name in any case, <c>auto</c>, or a folder: of IDX files with the usual names, or of PNG files as
    /// <c>CLASS/*.png</c> or as <c>train/CLASS/*.png</c> and <c>test/CLASS/*.png</c>. A name goes before a folder;
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
                $"this folder is no data set. It needs the IDX files {string.Join(", ", IdxFolder.Names)} (plain or .gz), "
                    + "or PNG files as CLASS/*.png or as train/CLASS/*.png and test/CLASS/*.png."
            );
        foreach (string notice in own.Notices)
        {
            options?.Notice?.Invoke(notice);
        }
        return own;
    }

    /// <summary>Tells where a known set is on this machine; no content is read.</summary>
    /// <param name="name">A known name in any case.</param>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <exception cref="OptionException">The name is not known.</exception>
    public static DatasetStatus Find(string name, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Sets(options).Find(name) ?? throw Unknown(name, "");
    }

    /// <summary>Downloads a known set, unless it is there and whole.</summary>
    /// <param name="name">A known name in any case.</param>
    /// <param name="options">
    /// With a <see cref="DatasetOptions.Directory"/> the set goes there (it is made), otherwise into the cache folder; a
    /// set that was found damaged or incomplete is mended where it lies. <see cref="DatasetOptions.AllowDownload"/> is
    /// not looked at. Null for the defaults.
    /// </param>
    /// <param name="cancellation">Stops the download.</param>
    /// <returns>The state after it.</returns>
    /// <exception cref="OptionException">The name is not known.</exception>
    /// <exception cref="InputException">It cannot be downloaded; says what was tried and how to do it by hand.</exception>
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

    /// <summary>Reads a known set where it is and compares it with the published checksums.</summary>
    /// <param name="name">A known name in any case.</param>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <returns>Its state; damage is a state here and not an error.</returns>
    /// <exception cref="OptionException">The name is not known.</exception>
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
            : FileErrors.BrokenLink(name) is { } target ? $"is a link to {target}, and there is nothing there"
            : "is no known data set and no folder";
        string list = $"{string.Join(", ", known)}{(orElse.Length > 0 ? ", " + orElse : "")}";
        return new OptionException("dataset", $"'{name}' {what}.{meant} It may be: {list}.");
    }
}
