namespace Hnsg.Cli.Terminal;

/// <summary>Commands that people may want to go on with, each on a line of its own, to be pasted.</summary>
internal static class NextSteps
{
    /// <summary>A command line of the program, as people would type it.</summary>
    /// <param name="arguments">What comes after the program's name, ready for a shell.</param>
    public static string Own(string arguments) => $"{CommandName.Typed} {arguments}";

    /// <summary>Writes the commands.</summary>
    public static void Show(params IReadOnlyList<string> commands)
    {
        foreach ((int i, string command) in commands.Index())
        {
            Screen.Output.WriteWhole($"{(i == 0 ? "Next:" : "     ")}  {command}");
        }
    }
}
