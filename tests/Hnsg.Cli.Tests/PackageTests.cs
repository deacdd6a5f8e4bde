using System.IO.Compression;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The package in a new project, which follows README.md with nothing in NuGet's cache.</summary>
public sealed class PackageTests(PackageConsumer consumer) : IClassFixture<PackageConsumer>
{
    private static string Readme =>
        File.ReadAllText(Path.Combine(DotNet.NeedRepository(), "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_readme_shows_the_sample()
    {
        string file = File.ReadAllText(Path.Combine(DotNet.NeedRepository(), "samples", "Digits", "Program.cs"));
        string program = file.ReplaceLineEndings("\n");
        Assert.StartsWith("// ", program, StringComparison.Ordinal);
        Assert.Contains($"```csharp\n{program[(program.IndexOf('\n') + 1)..]}```\n", Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_holds_the_library_and_what_it_tells_a_build()
    {
        using ZipArchive package = ZipFile.OpenRead(consumer.Package);
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("lib/net10.0/Hnsg.dll", files);
        Assert.Contains("lib/net10.0/Hnsg.xml", files);
        Assert.Contains("buildTransitive/Hnsg.targets", files);
    }

    [Fact]
    public void The_program_of_the_readme_runs_on_the_package()
    {
        string project = consumer.NeedProject();
        File.WriteAllText(Path.Combine(project, "Program.cs"), ReadmeBlock("csharp"));
        CliResult run = consumer.Run("run", "-c", "Release");
        Assert.True(run.Code == 0, run.ToString());
        Assert.EndsWith(" spikes", run.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("\n2000 samples classified\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-x64", "x86-64-v3")]
    [InlineData("win-x64", "x86-64-v3")]
    [InlineData("osx-arm64", "")]
    [InlineData("linux-arm64", "")]
    [InlineData("linux-x64", "x86-64-v4", "-p:IlcInstructionSet=x86-64-v4")]
    [InlineData("linux-x64", "", "-p:HnsgAvx2=false")]
    public void Code_compiled_ahead_of_time_has_the_vectors_of_its_platform(
        string platform,
        string instructionSet,
        params string[] properties
    )
    {
        consumer.NeedProject();
        string[] arguments = ["msbuild", "-getProperty:IlcInstructionSet", "-p:PublishAot=true"];
        CliResult evaluation = consumer.Run([.. arguments, $"-p:RuntimeIdentifier={platform}", .. properties]);
        Assert.True(evaluation.Code == 0, evaluation.ToString());
        Assert.Equal(instructionSet, evaluation.Output.Trim());
    }

    /// <summary>The first block of a language below the heading for .NET developers.</summary>
    internal static string ReadmeBlock(string language)
    {
        string section = Readme[Readme.IndexOf("## For .NET developers", StringComparison.Ordinal)..];
        return section.Split($"```{language}\n")[1].Split("```")[0];
    }
}
