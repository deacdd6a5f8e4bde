using System.Collections.Concurrent;

namespace Hnsg.Export.Verification;

/// <summary>A Python that has the packages that are needed.</summary>
internal static class Python
{
    // The system's own comes last: it may have packages that another one in the PATH has not.
    private static readonly string[] Usual = ["python3", "python", "/usr/bin/python3"];

    private static readonly ConcurrentDictionary<string, string> Found = new();

    /// <summary>The program: <c>$PYTHON</c>, else the first in the PATH, else that of the system.</summary>
    /// <param name="install">How to install the packages.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <param name="packages">What must be possible to import.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static string Find(string install, CancellationToken cancellation, params IEnumerable<string> packages)
    {
        string imports = $"import {string.Join(", ", packages)}";
        string[] candidates = Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } chosen ? [chosen] : Usual;
        string search = $"{imports} in {candidates[0]}";
        if (Found.TryGetValue(search, out string? known))
        {
            return known;
        }
        foreach (string candidate in candidates.Where(ExternalTool.Exists))
        {
            try
            {
                ExternalTool.Run(candidate, candidate, Path.GetTempPath(), cancellation, "-c", imports);
                return Found[search] = candidate;
            }
            // This one has not all of it; the next may.
            catch (InputException) { }
        }
        throw new InputException(
            candidates[0],
            $"no Python here can '{imports}'. Install what it needs ({install}), or name another Python with $PYTHON"
        );
    }
}
