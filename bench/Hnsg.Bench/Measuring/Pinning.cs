namespace Hnsg.Bench.Measuring;

/// <summary>Where the threads are kept.</summary>
/// <param name="Processors">Numbers of the processors; null where they are not pinned.</param>
/// <param name="Text">The same for people.</param>
internal sealed record Pinning(int[]? Processors, string Text);
