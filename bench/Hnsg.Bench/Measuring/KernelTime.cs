namespace Hnsg.Bench.Measuring;

/// <summary>What a kernel takes of a step.</summary>
/// <param name="Name">Name.</param>
/// <param name="Times">How often a step does it.</param>
/// <param name="Time">Time of doing it once.</param>
/// <param name="Floor">What it cannot be faster than, once; null where nobody has counted.</param>
internal sealed record KernelTime(string Name, int Times, Spread Time, KernelFloor? Floor)
{
    public double InStep => Times * Time.Median;

    /// <summary>The floor over the time: 1 is the machine's limit.</summary>
    public double? Reached => Floor?.Milliseconds / Time.Median;
}
