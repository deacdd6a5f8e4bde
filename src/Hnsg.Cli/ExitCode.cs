namespace Hnsg.Cli;

/// <summary>What the command ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Bug = 1;
    public const int CommandLine = 2;
    public const int Input = 3;
    public const int Interrupted = 130;
}
