using System.Diagnostics;
using Xunit;

namespace Hnsg.Tests;

/// <summary>
/// Runs the tests of all vector code and short trainings of every kind again, in processes in which the processor seems to
/// be a lesser one.
/// </summary>
public class InstructionSetTests
{
    private const string InChild = "HNSG_TEST_CHILD";

    private static readonly string[] Again =
    [
        "Hnsg.Tests.Kernels.*",
        "Hnsg.Tests.Spikes.*",
        "Hnsg.Tests.Encoding.*",
        "Hnsg.Tests.Engine.*",
        "Hnsg.Tests.Training.Surrogates.*",
        "Hnsg.Tests.Training.Losses.*",
        "Hnsg.Tests.Training.Augmentation.*",
        "Hnsg.Tests.Training.Golden.*",
        "Hnsg.Tests.Measures.*",
    ];

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Kernels_are_right_and_training_gives_the_same_bytes_without(string instructions)
    {
        if (Environment.GetEnvironmentVariable(InChild) is not null)
        {
            return; // A child has no children.
        }
        (int exitCode, string output) = await RunChild(instructions);
        Assert.True(exitCode == 0, output[Math.Max(0, output.Length - 4000)..]);
        Assert.Matches("Total: [0-9]{4,}, Errors: 0, Failed: 0, Skipped: 0", output);
    }

    private static async Task<(int ExitCode, string Output)> RunChild(string instructions)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(InstructionSetTests).Assembly.Location);
        }
        start.ArgumentList.Add("-noColor");
        foreach (string classes in Again)
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(classes);
        }
        start.Environment[instructions] = "0";
        start.Environment[InChild] = "1";
        using var child = Process.Start(start)!;
        try
        {
            string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (child.ExitCode, output);
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }
}
