using System.Diagnostics;

namespace Hnsg.Bench.Measuring;

/// <summary>A program that is run to its end.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is different in its environment; null takes a variable away.</param>
    public static (int Code, string Output, string Errors) Run(
        string program,
        IEnumerable<string> arguments,
        params IEnumerable<(string Name, string? Value)> environment
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs this program with other arguments.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="IOException">It failed.</exception>
    public static string RunSelf(params IEnumerable<string> arguments)
    {
        string[] all = [.. arguments];
        (int code, string output, string errors) = Run("dotnet", [typeof(ChildProcess).Assembly.Location, .. all]);
        return code == 0 ? output : throw new IOException($"{string.Join(' ', all)} failed: {errors.Trim()}");
    }
}
