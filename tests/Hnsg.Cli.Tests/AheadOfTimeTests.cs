using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The sample compiled ahead of time classifies like the command. Takes about a minute.</summary>
public sealed class AheadOfTimeTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_sample_compiled_ahead_of_time_classifies_a_digit()
    {
        string project = Path.Combine(DotNet.NeedRepository(), "samples", "Classify", "Classify.csproj");
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "tried on Linux x64 only"
        );
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "linking needs gcc, which is not here");
        Cli.Succeed(Cli.Tiny(_temp["run"]));
        CliResult publish = DotNet.Run(
            _temp.Path,
            [],
            "publish",
            project,
            "-c",
            "Release",
            "-o",
            _temp["out"],
            "--artifacts-path",
            _temp["artifacts"]
        );
        Assert.SkipWhen(
            publish.Output.Contains("error NU1", StringComparison.Ordinal),
            "the ahead-of-time compiler's package cannot be restored here"
        );
        Assert.SkipWhen(
            publish.Output.Contains("ld: cannot find -l", StringComparison.Ordinal),
            "a library that linking needs is not here"
        );
        Assert.True(publish.Code == 0, publish.ToString());
        string model = _temp["run/model.hnsg"];
        CliResult native = Run(_temp["out/Classify"], model, "7");
        Assert.True(native.Code == 0, native.ToString());
        var answer = Cli.Succeed("predict", model, "7", "--json").Json[0]!;
        int chosen = (int)answer["class"]!;
        Assert.Equal($"{chosen} with {(int)answer["votes"]![chosen]!} spikes\n", native.Output);
    }

    private static CliResult Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        return Cli.Wait(process);
    }
}
