namespace Hnsg.Bench.Measuring;

/// <summary>The command <c>hnsg</c> compiled ahead of time, and by the runtime while it runs.</summary>
internal static class AheadOfTimeBuild
{
    private const string Project = "src/Hnsg.Cli/Hnsg.Cli.csproj";
    private const string Folder = "artifacts/aot";

    /// <summary>The command as the runtime compiles it: program and first arguments.</summary>
    public static string[] JustInTime { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Hnsg.Cli.dll")];

    /// <summary>Compiles it ahead of time; takes about a minute.</summary>
    /// <param name="instructionSet">What the compiler calls it, such as native or x86-64-v3.</param>
    /// <returns>The program.</returns>
    /// <exception cref="InputException">The sources are not here, or it did not compile.</exception>
    public static string[] Publish(string instructionSet)
    {
        if (!File.Exists(Project))
        {
            throw new InputException(Project, "the project is not here. Run ./bench.sh in a checkout of the sources.");
        }
        (int code, string output, string errors) = ChildProcess.Run(
            "dotnet",
            [
                "publish",
                Project,
                "-c",
                "Release",
                "-p:Aot=true",
                $"-p:IlcInstructionSet={instructionSet}",
                "-o",
                $"{Folder}/{instructionSet}",
                "--artifacts-path",
                $"{Folder}/build",
                "-nologo",
            ]
        );
        return code == 0
            ? [Path.GetFullPath($"{Folder}/{instructionSet}/Hnsg.Cli")]
            : throw new InputException(
                Project,
                $"it could not be compiled ahead of time, which needs gcc and zlib's headers:\n{output}{errors}"
            );
    }
}
