namespace Hnsg.Cli.Terminal;

/// <summary>A command was interrupted and has saved what there was.</summary>
/// <param name="message">What was interrupted, and what is saved.</param>
/// <param name="next">The command to go on with; null where it is the same again.</param>
/// <param name="inner">The interruption.</param>
internal sealed class InterruptedException(string message, string? next, Exception inner) : Exception(message, inner)
{
    /// <summary>The command to go on with; null where it is the same again.</summary>
    public string? Next { get; } = next;
}
