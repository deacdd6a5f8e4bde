namespace Hnsg.Bench.Measuring;

/// <summary>Peak memory of training at a number of steps, each in a process of its own.</summary>
/// <param name="Steps">T.</param>
/// <param name="Ours">Of Hnsg, in 2^20 bytes.</param>
/// <param name="Peer">Of PyTorch; null where it was not run.</param>
internal sealed record MemoryPoint(int Steps, double Ours, double? Peer);
