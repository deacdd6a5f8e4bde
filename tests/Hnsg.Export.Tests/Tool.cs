using System.Diagnostics;
using Hnsg.Export.Verification;
using Xunit;

namespace Hnsg.Export.Tests;

/// <summary>Programs of other makers, which tests run where they are there.</summary>
internal static class Tool
{
    /// <summary>Skips the test where a program is not here, and says what to install.</summary>
    public static void Need(string program, string package) =>
        Assert.SkipUnless(ExternalTool.Exists(program), $"{program} is not here; on Debian: apt-get install {package}");

    /// <summary>Skips the test where no Python has a package, and says what to install.</summary>
    /// <returns>The Python.</returns>
    public static string NeedPython(string package, string debian)
    {
        try
        {
            return Python.Find(debian, TestContext.Current.CancellationToken, package);
        }
        catch (InputException)
        {
            Assert.Skip($"no Python has {package}; on Debian: apt-get install {debian}");
            throw;
        }
    }

    /// <summary>A file of the repository.</summary>
    public static string InRepository(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hnsg.slnx")))
        {
            folder = folder.Parent;
        }
        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, path);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Exit code, and what it wrote.</returns>
    public static (int Code, string Output) Run(string folder, string program, params string[] arguments)
    {
        using Process process = ExternalTool.Start(program, folder, arguments);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static string Succeed(string folder, string program, params string[] arguments)
    {
        (int code, string output) = Run(folder, program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: exit code {code}\n{output}");
        return output;
    }
}
