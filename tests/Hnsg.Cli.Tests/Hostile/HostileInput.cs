namespace Hnsg.Cli.Tests.Hostile;

/// <summary>A file that somebody made to do harm, or that was damaged.</summary>
/// <param name="Name">What was done to it.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record HostileInput(string Name, byte[] Bytes);
