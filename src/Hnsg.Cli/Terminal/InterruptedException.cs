namespace Hnsg.Cli.Terminal;

/// <summary>A command was interrupted and has saved what there was; the message says how to go on.</summary>
internal sealed class InterruptedException(string message, Exception inner) : Exception(message, inner);
