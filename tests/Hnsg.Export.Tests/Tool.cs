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
