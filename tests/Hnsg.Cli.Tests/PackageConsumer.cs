using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The package, and a new console project that takes it as README.md says.</summary>
public sealed class PackageConsumer : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly CliResult? _added;

    public PackageConsumer()
    {
        // The library is already built: the folder of the tests is named by how.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string library = Path.Combine(DotNet.NeedRepository(), "src", "Hnsg");
        Succeed(_temp.Path, "pack", library, "-c", configuration, "--no-build", "-o", _temp["package"]);
        Succeed(_temp.Path, "new", "console", "--no-restore", "-o", _temp["consumer"]);
        string config = PackageTests.ReadmeBlock("xml");
        File.WriteAllText(
            _temp["consumer/nuget.config"],
            config.Replace("…/hnsg/artifacts/package/release", _temp["package"], StringComparison.Ordinal)
        );
        _added = Run("add", "package", "Hnsg");
    }

    /// <summary>The file of the package.</summary>
    public string Package => Assert.Single(Directory.GetFiles(_temp["package"], "*.nupkg"));

    /// <summary>Skips the test where no registry can be reached, which has what the package depends on.</summary>
    /// <returns>The folder of the project.</returns>
    public string NeedProject()
    {
        Assert.SkipWhen(
            _added!.Code != 0 && _added.ToString().Contains("encountered when fetching", StringComparison.Ordinal),
            "no registry of packages can be reached"
        );
        Assert.True(_added.Code == 0, _added.ToString());
        return _temp["consumer"];
    }

    /// <summary>Runs <c>dotnet</c> in the project.</summary>
    internal CliResult Run(params string[] arguments) => RunIn(_temp["consumer"], arguments);

    public void Dispose() => _temp.Dispose();

    private CliResult RunIn(string folder, params string[] arguments) =>
        DotNet.Run(
            folder,
            // No process stays behind that uses the folder; NuGet says what it says in English.
            [
                ("NUGET_PACKAGES", _temp["cache"]),
                ("DOTNET_CLI_UI_LANGUAGE", "en"),
                ("MSBUILDDISABLENODEREUSE", "1"),
                ("UseSharedCompilation", "false"),
            ],
            arguments
        );

    private void Succeed(string folder, params string[] arguments)
    {
        CliResult result = RunIn(folder, arguments);
        Assert.True(result.Code == 0, result.ToString());
    }
}
