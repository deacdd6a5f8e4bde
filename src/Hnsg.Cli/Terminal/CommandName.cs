namespace Hnsg.Cli.Terminal;

/// <summary>What people type to run the program, so that a command that they are given can be pasted.</summary>
internal static class CommandName
{
    /// <summary>Variable by which a script that starts the program says what was typed.</summary>
    public const string Variable = "HNSG_COMMAND";

    /// <summary>The words, ready for a shell, such as <c>./hnsg</c>.</summary>
    public static string Typed { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } said)
        {
            return Shell.Quote(said);
        }
        string started = Environment.GetCommandLineArgs()[0];
        string program = Environment.ProcessPath ?? started;
        // A program of its own, or a library that 'dotnet' was given.
        bool own = Path.GetFileNameWithoutExtension(program) != "dotnet";
        return own ? Shell.Quote(Short(program)) : $"dotnet {Shell.Quote(Short(started))}";
    }

    // As seen from here, where that is shorter.
    private static string Short(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            string near = Path.GetRelativePath(Environment.CurrentDirectory, full);
            if (!near.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                near = Path.Combine(".", near);
            }
            return near.Length < full.Length ? near : full;
        }
        catch (IOException)
        {
            // The folder that it was started in is gone.
            return path;
        }
    }
}
