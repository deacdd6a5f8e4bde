namespace Hnsg.Data;

/// <summary>The folders in which data sets are looked for.</summary>
/// <param name="Given">The folder that the caller gave, or null.</param>
/// <param name="Environment">The folder that <c>HNSG_DATA</c> names, or null.</param>
/// <param name="Cache">The user's cache folder, into which sets are downloaded.</param>
internal sealed record DataPlaces(string? Given, string? Environment, string Cache)
{
    public const string Variable = "HNSG_DATA";

    /// <summary>The places of this process.</summary>
    public static DataPlaces Here(string? given) => From(given, System.Environment.GetEnvironmentVariable);

    /// <summary>The places by the variables of an environment.</summary>
    public static DataPlaces From(string? given, Func<string, string?> variable) =>
        new(Filled(given), Filled(variable(Variable)), Path.Combine(CacheRoot(variable), "hnsg", "data"));

    /// <summary>The folders in the order of search, and what each is called.</summary>
    public IEnumerable<(string Folder, string Name, bool IsCache)> InOrder()
    {
        if (Given is not null)
        {
            yield return (Given, "the given data folder", false);
        }
        if (Environment is not null)
        {
            yield return (Environment, Variable, false);
        }
        yield return (Cache, "the cache folder", true);
    }

    // The XDG rules ask to ignore a relative path.
    private static string CacheRoot(Func<string, string?> variable) =>
        OperatingSystem.IsWindows()
            ? System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData)
        : variable("XDG_CACHE_HOME") is { } xdg && Path.IsPathRooted(xdg) ? xdg
        : Path.Combine(Filled(variable("HOME")) ?? Path.GetTempPath(), ".cache");

    private static string? Filled(string? path) => string.IsNullOrWhiteSpace(path) ? null : path;
}
