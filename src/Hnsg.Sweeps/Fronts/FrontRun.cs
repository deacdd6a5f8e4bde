using Hnsg.Training.Runs;

namespace Hnsg.Sweeps.Fronts;

/// <summary>A finished run.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Description">What it is.</param>
/// <param name="Result">Its result.</param>
public sealed record FrontRun(string Path, RunDescription Description, RunResult Result)
{
    /// <summary>The files that it was read from, and those beside them.</summary>
    public IReadOnlyList<string> InputPaths => new RunFolder(Path).InputPaths;

    /// <summary>Finds the finished runs in folders: of runs, of sweeps and comparisons, or of many of those.</summary>
    /// <param name="folders">Where to look. Searches of a comparison, which are tested on other samples, are left out.</param>
    /// <param name="omitted">
    /// What was left out, in words: runs that are not finished, and where several folders are named, those without a run.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">No folder is named.</exception>
    /// <exception cref="InputException">
    /// A folder is missing, there is no finished run, a file is damaged, or runs are of different data.
    /// </exception>
    public static IReadOnlyList<FrontRun> Find(IReadOnlyList<string> folders, out IReadOnlyList<string> omitted) =>
        Find(folders, Runs, out omitted);

    /// <summary>Opens the folders of finished runs; sweeps and comparisons are not looked into.</summary>
    /// <inheritdoc cref="Find(IReadOnlyList{string}, out IReadOnlyList{string})"/>
    public static IReadOnlyList<FrontRun> Open(IReadOnlyList<string> folders, out IReadOnlyList<string> omitted) =>
        Find(folders, path => new RunFolder(path) is { HoldsRun: true } folder ? [folder] : [], out omitted);

    private static List<FrontRun> Find(
        IReadOnlyList<string> folders,
        Func<string, IEnumerable<RunFolder>> look,
        out IReadOnlyList<string> omitted
    )
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentOutOfRangeException.ThrowIfLessThan(folders.Count, 1);
        var runs = new List<FrontRun>();
        var seen = new HashSet<string>();
        var empty = new List<string>();
        int unfinished = 0;
        foreach (string folder in folders)
        {
            int before = seen.Count;
            foreach (RunFolder found in File.Exists(folder) ? [] : look(folder))
            {
                if (!seen.Add(System.IO.Path.GetFullPath(found.Path)))
                {
                    before--;
                }
                else if (found.ReadResult() is { } result)
                {
                    runs.Add(new FrontRun(found.Path, found.ReadDescription(), result));
                }
                else
                {
                    unfinished++;
                }
            }
            if (seen.Count == before)
            {
                empty.Add(
                    Directory.Exists(folder) || File.Exists(folder)
                        ? folder
                        : throw new InputException(folder, "there is no such folder.")
                );
            }
        }
        if (runs.Count == 0)
        {
            throw new InputException(folders[0], "there are no finished runs here. Give folders of finished runs.");
        }
        omitted =
        [
            .. unfinished == 0 ? [] : (string[])[$"{Counted.Of(unfinished, "run")} left out: not finished."],
            .. empty.Select(folder => $"{folder} left out: it holds no runs."),
        ];
        return SameData(runs);
    }

    private static List<FrontRun> SameData(List<FrontRun> runs)
    {
        foreach (FrontRun run in runs)
        {
            (RunData one, RunData other) = (runs[0].Description.Data, run.Description.Data);
            if (!one.AreThose(other.Sha256))
            {
                throw new InputException(
                    run.Path,
                    $"this run is on {other.Name}, but {runs[0].Path} is on {one.Name}, so they cannot be compared. Give runs on the same data."
                );
            }
        }
        return runs;
    }

    // A run has no run within it, so nothing below one is looked at.
    private static IEnumerable<RunFolder> Runs(string path)
    {
        var folder = new RunFolder(path);
        if (folder.HoldsRun)
        {
            return [folder];
        }
        try
        {
            return Directory
                .GetDirectories(path)
                .Where(inner => System.IO.Path.GetFileName(inner) != "search")
                .Order(StringComparer.Ordinal)
                .SelectMany(Runs);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"this folder could not be read: {error.Message}", error);
        }
    }
}
