using System.Diagnostics;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The command <c>dotnet</c> of the SDK, on projects of this repository.</summary>
internal static class DotNet
{
    /// <summary>Runs it to its end, in a folder and with some environment.</summary>
    public static CliResult Run(
        string folder,
        IEnumerable<(string Name, string? Value)> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }
        using Process process = Process.Start(start)!;
        return Cli.Wait(process);
    }

    /// <summary>Skips the test where the tests do not lie in the repository.</summary>
    /// <returns>The root of the repository.</returns>
    public static string NeedRepository()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Hnsg.slnx")))
            {
                return at.FullName;
            }
        }
        Assert.Skip("the sources are not above the tests");
        return "";
    }
}
