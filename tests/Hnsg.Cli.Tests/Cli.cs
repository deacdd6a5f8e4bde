using System.Diagnostics;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The built command as a child process.</summary>
internal static class Cli
{
    private static readonly string s_dll = Path.Combine(AppContext.BaseDirectory, "Hnsg.Cli.dll");

    /// <summary>Options of a run that takes about a second.</summary>
    public static string[] Tiny(string folder) =>
        [
            "train",
            "--dataset",
            "digits",
            "--hidden",
            "32",
            "--epochs",
            "2",
            "--train-samples",
            "500",
            "--no-report",
            "--out",
            folder,
        ];

    /// <summary>Runs a command line to its end.</summary>
    public static CliResult Run(params string[] arguments) => Run([], arguments);

    /// <summary>Runs a command line with some environment.</summary>
    public static CliResult Run(IEnumerable<(string Name, string? Value)> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        return Wait(process);
    }

    /// <summary>Runs a command line in a folder.</summary>
    public static CliResult RunIn(string folder, params string[] arguments)
    {
        using Process process = Start([], arguments, folder);
        return Wait(process);
    }

    /// <summary>Runs a command line that must succeed.</summary>
    public static CliResult Succeed(params string[] arguments)
    {
        CliResult result = Run(arguments);
        Assert.True(result.Code == 0, result.ToString());
        return result;
    }

    /// <summary>Runs a command line that must fail in a way of its own: no stack, nothing on standard output.</summary>
    public static void Fail(int code, string message, params string[] arguments)
    {
        CliResult result = Run(arguments);
        Assert.True(result.Code == code, result.ToString());
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.InRange(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 3);
    }

    /// <summary>Starts a command line.</summary>
    public static Process Start(
        IEnumerable<(string Name, string? Value)> environment,
        string[] arguments,
        string? folder = null
    )
    {
        // A shell in the background starts its children with Ctrl-C switched off; env switches it on again.
        bool env = OperatingSystem.IsLinux() && File.Exists("/usr/bin/env");
        var start = new ProcessStartInfo(env ? "/usr/bin/env" : "dotnet")
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        foreach (string argument in env ? ["--default-signal=INT", "dotnet", s_dll] : (string[])[s_dll])
        {
            start.ArgumentList.Add(argument);
        }
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        Prepare(start);
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>Runs a script of bash in a folder; <c>$hnsg</c> is the command.</summary>
    public static CliResult Script(string folder, string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"hnsg='dotnet {s_dll}'\n{script}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start);
        using Process process = Process.Start(start)!;
        return Wait(process);
    }

    // Whatever the terminal that the tests are run from.
    private static void Prepare(ProcessStartInfo start)
    {
        start.Environment.Remove("HNSG_DEBUG");
        start.Environment.Remove("COLUMNS");
        start.Environment["HNSG_COMMAND"] = "hnsg";
    }

    /// <summary>Waits for a process and reads what it said.</summary>
    public static CliResult Wait(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliResult(process.ExitCode, output, error.Result);
    }
}
