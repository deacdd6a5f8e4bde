using System.Runtime.CompilerServices;

namespace Hnsg.Tests.Training.Golden;

/// <summary>The list of what the short runs came to: a line for each, its hashes and its name.</summary>
internal static class GoldenRuns
{
    private static readonly string s_path = Path.Combine(Folder(), "GoldenRuns.txt");

    /// <summary>The hashes by the name of the run.</summary>
    public static Dictionary<string, string> Read() =>
        File.ReadLines(s_path).Select(line => line.Split("  ", 2)).ToDictionary(parts => parts[1], parts => parts[0]);

    /// <summary>Writes the list anew.</summary>
    public static void Write(IEnumerable<(string Name, string Hashes)> runs) =>
        File.WriteAllLines(s_path, runs.Select(run => $"{run.Hashes}  {run.Name}"));

    /// <summary>The source code that says what the runs are.</summary>
    public static string ReadSource() => File.ReadAllText(Path.Combine(Folder(), "ShortRuns.cs"));

    private static string Folder([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
