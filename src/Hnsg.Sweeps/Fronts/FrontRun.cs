using Hnsg.Training.Runs;

namespace Hnsg.Sweeps.Fronts;

/// <summary>A finished run.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Description">What it is.</param>
/// <param name="Result">What it came to.</param>
public sealed record FrontRun(string Path, RunDescription Description, RunResult Result)
{
    /// <summary>Finds the finished runs in folders: of runs, of sweeps and comparisons, or of many of those.</summary>
    /// <param name="folders">Where to look. Searches of a comparison, which are tested on other samples, are left out.</param>
    /// <param name="unfinished">Number of runs that are not finished and left out.</param>
    /// <exception cref="InputException">A folder is missing or has no finished run, a file is damaged, or runs are of different data.</exception>
    public static IReadOnlyList<FrontRun> Find(IEnumerable<string> folders, out int unfinished)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var runs = new List<FrontRun>();
        var seen = new HashSet<string>();
        unfinished = 0;
        foreach (string folder in folders)
        {
            int before = runs.Count;
            foreach (RunFolder found in Runs(folder))
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
            if (runs.Count == before)
            {
                throw new InputException(folder, "there is no finished run here. Give folders of runs, or of sweeps.");
            }
        }
        return SameData(runs);
    }

    private static List<FrontRun> SameData(List<FrontRun> runs)
    {
        foreach (FrontRun run in runs)
        {
            (RunData one, RunData other) = (runs[0].Description.Data, run.Description.Data);
            if (
                one.Sha256.Count != other.Sha256.Count
                || one.Sha256.Any(part => other.Sha256.GetValueOrDefault(part.Key) != part.Value)
            )
            {
                throw new InputException(
                    run.Path,
                    $"it is a run on {other.Name}, and {runs[0].Path} one on {one.Name}; they cannot be compared. Give runs on the same data."
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
