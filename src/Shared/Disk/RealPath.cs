namespace Hnsg.Disk;

/// <summary>Where a path leads when every link on the way is followed.</summary>
internal static class RealPath
{
    /// <summary>Links on a way at most, as in Linux.</summary>
    private const int MostLinks = 40;

    private static readonly StringComparison s_comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;

    /// <summary>The absolute path without links; what does not exist stays as it is.</summary>
    /// <exception cref="IOException">There are more than 40 links, as in a circle of them.</exception>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string done = Path.GetPathRoot(full)!;
        var names = new Stack<string>();
        Push(names, full[done.Length..]);
        int links = 0;
        while (names.TryPop(out string? name))
        {
            if (name == "..")
            {
                done = Path.GetDirectoryName(done) ?? done;
                continue;
            }
            string next = Path.Combine(done, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }
            if (++links > MostLinks)
            {
                throw new IOException("It is a link that leads through too many others.");
            }
            string root = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            done = root.Length > 0 ? Path.GetFullPath(root) : done;
            Push(names, target[root.Length..]);
        }
        return done;
    }

    /// <summary>Whether a real path is that of a file or folder, or lies below it.</summary>
    public static bool IsIn(string path, string place) =>
        path.Equals(place, s_comparison)
        || path.StartsWith(
            Path.EndsInDirectorySeparator(place) ? place : place + Path.DirectorySeparatorChar,
            s_comparison
        );

    private static void Push(Stack<string> names, string path)
    {
        string[] parts = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);
        foreach (string part in parts.Reverse().Where(part => part is not ("" or ".")))
        {
            names.Push(part);
        }
    }
}
