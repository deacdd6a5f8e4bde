namespace Hnsg.Data;

/// <summary>Finds, fetches, reads and checks the sets of a catalogue.</summary>
/// <remarks>The catalogue, the places and the downloader are given, so that tests need neither network nor home.</remarks>
internal sealed class KnownSets(
    IReadOnlyList<KnownSet> catalogue,
    DataPlaces places,
    Downloader downloader,
    DatasetOptions options
)
{
    /// <summary>Loads a set by its name, <c>auto</c> or <c>digits</c>; null where the name is not known.</summary>
    public Dataset? Load(string name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Is(name, EmbeddedDigits.Name))
        {
            return EmbeddedDigits.Load();
        }
        if (Is(name, Catalogue.Auto))
        {
            return LoadAuto(cancellation);
        }
        return Known(name) is { } set ? LoadKnown(set, cancellation) : null;
    }

    /// <summary>Where a set is, by its files' names only; null where the name is not known.</summary>
    public DatasetStatus? Find(string name)
    {
        if (Is(name, EmbeddedDigits.Name))
        {
            return new DatasetStatus(Catalogue.DigitsInfo, DatasetState.Embedded, null, "needs no file");
        }
        if (Known(name) is not { } set)
        {
            return null;
        }
        if (Locate(set) is not { } found)
        {
            return new DatasetStatus(set.Info, DatasetState.Missing, null, Missing(set));
        }
        string[] absent = [.. IdxFolder.Names.Where(file => IdxFolder.Locate(found.Folder, file) is null)];
        return absent.Length == 0
            ? new DatasetStatus(set.Info, DatasetState.Present, found.Folder, $"found through {found.Place}")
            : new DatasetStatus(
                set.Info,
                DatasetState.Incomplete,
                found.Folder,
                $"found through {found.Place}; {string.Join(", ", absent)} missing"
            );
    }

    /// <summary>Reads a set where it is and checks it; null where the name is not known.</summary>
    public DatasetStatus? Verify(string name)
    {
        DatasetStatus? status = Find(name);
        if (status is not { State: DatasetState.Present })
        {
            return status;
        }
        KnownSet set = Known(name)!;
        string folder = status.Folder!;
        try
        {
            KnownSetReader.Read(set, folder);
            return KnownSetReader.IsVerified(set, folder)
                ? status with
                {
                    State = DatasetState.Verified,
                    Detail = "all files have the published SHA-256",
                }
                : status with
                {
                    State = DatasetState.Unverified,
                    Detail =
                        "all files are complete and consistent, but no published checksum is known for these bytes",
                };
        }
        catch (InputException e)
        {
            return status with { State = DatasetState.Damaged, Detail = e.Message };
        }
    }

    /// <summary>Downloads a set unless it is there and whole; null where the name is not known.</summary>
    public DatasetStatus? Fetch(string name, CancellationToken cancellation)
    {
        DatasetStatus? status = Verify(name);
        if (status is null or { State: DatasetState.Embedded or DatasetState.Verified or DatasetState.Unverified })
        {
            return status;
        }
        KnownSet set = Known(name)!;
        string folder = status.Folder ?? Path.Combine(places.Given ?? places.Cache, set.Info.Name);
        if (set.Mirrors.Count == 0)
        {
            throw new InputException(folder, $"{Missing(set)} {status.Detail}");
        }
        downloader.Fetch(set, folder, options.Progress, cancellation);
        return Verify(name);
    }

    private Dataset LoadAuto(CancellationToken cancellation)
    {
        KnownSet mnist = Known(Catalogue.Mnist)!;
        CheckPlaces();
        try
        {
            return FindOrFetch(mnist, cancellation);
        }
        catch (InputException e) when (Locate(mnist) is null or { IsCache: true })
        {
            options.Notice?.Invoke(
                "MNIST is not available, so the embedded digits are used instead. They are a different data set: results "
                    + $"on them cannot be compared with results on MNIST. The reason: {e.Message}"
            );
            return EmbeddedDigits.Load();
        }
    }

    private Dataset LoadKnown(KnownSet set, CancellationToken cancellation)
    {
        CheckPlaces();
        return FindOrFetch(set, cancellation);
    }

    private Dataset FindOrFetch(KnownSet set, CancellationToken cancellation)
    {
        bool mayFetch = options.AllowDownload && set.Mirrors.Count > 0;
        if (Locate(set) is { } found)
        {
            try
            {
                return KnownSetReader.Read(set, found.Folder);
            }
            // What the user put somewhere is never replaced; what we put into the cache is.
            catch (InputException e) when (found.IsCache && mayFetch)
            {
                options.Notice?.Invoke($"{set.Info.Name} in the cache is damaged; fetching it again: {e.Message}");
                downloader.Fetch(set, found.Folder, options.Progress, cancellation);
                return KnownSetReader.Read(set, found.Folder);
            }
        }
        string folder = Path.Combine(places.Cache, set.Info.Name);
        if (!mayFetch)
        {
            throw new InputException(
                places.Given is { } given ? Path.Combine(given, set.Info.Name) : folder,
                Missing(set)
            );
        }
        downloader.Fetch(set, folder, options.Progress, cancellation);
        return KnownSetReader.Read(set, folder);
    }

    // The first place that has any of the set's files; what follows is not looked at, even if this one is damaged.
    private (string Folder, string Place, bool IsCache)? Locate(KnownSet set)
    {
        foreach ((string root, string place, bool isCache) in places.InOrder())
        {
            string folder = Path.Combine(root, set.Info.Name);
            if (IdxFolder.HasAny(folder))
            {
                return (folder, place, isCache);
            }
        }
        return null;
    }

    private void CheckPlaces()
    {
        if (places.Given is { } given && !Directory.Exists(given))
        {
            throw new InputException(given, "this data folder does not exist. Check the path.");
        }
        if (places.Environment is { } variable && !Directory.Exists(variable))
        {
            options.Notice?.Invoke(Visible.Text($"{DataPlaces.Variable} names {variable}, which is not a folder."));
        }
    }

    private string Missing(KnownSet set)
    {
        string looked = string.Join(", ", places.InOrder().Select(place => $"{place.Folder} ({place.Name})"));
        string download =
            set.Mirrors.Count == 0 ? "Hnsg does not download it. "
            : options.AllowDownload ? ""
            : "Downloading is turned off. ";
        string folder = Path.Combine(places.Given ?? places.Environment ?? places.Cache, set.Info.Name);
        return $"{set.Info.Name} was not found in {looked}. {download}{Downloader.ByHand(set, folder)}";
    }

    private KnownSet? Known(string name) => catalogue.FirstOrDefault(set => Is(name, set.Info.Name));

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);
}
