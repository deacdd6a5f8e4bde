using System.ComponentModel;
using System.Diagnostics;

namespace Hnsg.Export.Verification;

/// <summary>A program of another maker, found in the PATH.</summary>
internal static class ExternalTool
{
    /// <summary>Whether there is such a program.</summary>
    public static bool Exists(string program) =>
        Path.IsPathRooted(program)
            ? File.Exists(program)
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Any(folder =>
                    File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe"))
                );

    /// <summary>The first of some programs that there is.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static string First(string install, params string[] programs) =>
        programs.FirstOrDefault(Exists)
        ?? throw new InputException(
            programs[0],
            $"this program is needed but is not installed. Install it ({install})"
        );

    /// <summary>Starts a program whose input and output are connected.</summary>
    /// <exception cref="InputException">It cannot be started.</exception>
    public static Process Start(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new InputException(program, $"it cannot be started: {error.Message}", error);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote on standard output.</returns>
    /// <exception cref="InputException">It cannot be started, or ends with an error.</exception>
    public static string Run(
        string what,
        string program,
        string folder,
        CancellationToken cancellation,
        params IEnumerable<string> arguments
    )
    {
        using Process process = Start(program, folder, arguments);
        using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? output
            : throw new InputException(what, $"{program} does not accept it: {Lines(error.Result + output)}");
    }

    /// <summary>The first lines of what a program complains about; of Python's tracebacks the last, which says what is wrong.</summary>
    public static string Lines(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(" | ", text.StartsWith("Traceback", StringComparison.Ordinal) ? lines[^1..] : lines.Take(4));
    }
}
