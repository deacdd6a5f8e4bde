using System.Diagnostics;
using Xunit;

namespace Hnsg.Cli.Tests;

/// <summary>The script <c>hnsg</c>, with stand-ins for the SDK and the program that it starts.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public LauncherTests()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "hnsg")))
        {
            root = Path.GetDirectoryName(root);
        }
        Assert.SkipWhen(root is null, "the sources are not above the tests");
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "it is a script of bash");
        foreach (string file in (string[])["hnsg", ".config/dotnet.sh"])
        {
            Put($"my checkout/{file}", File.ReadAllText(Path.Combine(root, file)));
        }
        Put("my checkout/src/a.cs", "");
        foreach (string file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json"])
        {
            Put($"my checkout/{file}", "");
        }
        Put("my checkout/artifacts/bin/Hnsg.Cli/release/Hnsg.Cli.dll", "");
        Put(
            "bin/dotnet",
            """
            #!/usr/bin/env bash
            if [ "$1" = --list-sdks ]; then echo "10.0.100 [/sdk]"; exit; fi
            [ -f "$1" ] && echo "$HNSG_COMMAND|$PWD|$*"
            """
        );
        Link("links/hnsg", _temp["my checkout/hnsg"]);
        Link("links/mine", "hnsg");
        Link("links/far/hnsg", "../../my checkout/hnsg");
        Link("folder", "my checkout");
    }

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("my checkout", "./hnsg", "./hnsg")]
    [InlineData("my checkout/src", "../hnsg", "../hnsg")]
    [InlineData("links", "./hnsg", "./hnsg")]
    [InlineData("links", "./mine", "./mine")]
    [InlineData("links/far", "./hnsg", "./hnsg")]
    [InlineData("my checkout", "../links/far/hnsg", "../links/far/hnsg")]
    [InlineData("folder", "./hnsg", "./hnsg")]
    [InlineData("bin", "PATH=\"$PWD/../links:$PATH\" hnsg", "hnsg")]
    [InlineData("bin", "PATH=\"../my checkout:$PATH\" hnsg", "hnsg")]
    [InlineData("my checkout", "bash hnsg", "./hnsg")]
    [InlineData("bin", "HNSG_COMMAND=other '../my checkout/hnsg'", "other")]
    public void It_starts_from_anywhere_and_tells_what_was_typed(string folder, string typed, string told)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"{typed} eval 'a b'"])
        {
            WorkingDirectory = _temp[folder],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("HNSG_COMMAND");
        start.Environment["PATH"] = $"{_temp["bin"]}:{start.Environment["PATH"]}";
        using Process process = Process.Start(start)!;
        CliResult result = Cli.Wait(process);
        Assert.True(result.Code == 0, result.ToString());
        string[] parts = result.Output.TrimEnd().Split('|');
        Assert.Equal(told, parts[0]);
        string here = folder == "folder" ? "my checkout" : folder;
        Assert.EndsWith(here, parts[1], StringComparison.Ordinal);
        Assert.EndsWith(
            "my checkout/artifacts/bin/Hnsg.Cli/release/Hnsg.Cli.dll eval a b",
            parts[2],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_the_script_commands_to_go_on_with_begin_with_what_does()
    {
        CliResult result = Cli.Run([("HNSG_COMMAND", null)], "trian");
        Assert.Matches(@"See 'dotnet \S*Hnsg\.Cli\.dll --help'\.", result.Error);
    }

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_temp[name])!);
        File.WriteAllText(_temp[name], text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_temp[name], (UnixFileMode)0b111_101_101);
        }
    }

    private void Link(string name, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_temp[name])!);
        File.CreateSymbolicLink(_temp[name], target);
    }
}
