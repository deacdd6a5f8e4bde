namespace Hnsg.Bench.Measuring;

/// <summary>The time of a kernel whose most wanted resource is never idle.</summary>
/// <param name="Milliseconds">Time.</param>
/// <param name="Need">What it needs of that resource.</param>
internal sealed record KernelFloor(double Milliseconds, string Need)
{
    /// <summary>The resource that takes the longest, as they all work at once.</summary>
    /// <param name="ceilings">What the machine can do.</param>
    /// <param name="needs">Vectors of 64 bytes, the ceiling they meet, and what they are.</param>
    public static KernelFloor Of(
        IReadOnlyList<Ceiling> ceilings,
        params (double Vectors, string Ceiling, string What)[] needs
    ) =>
        needs
            .Select(need => new KernelFloor(
                need.Vectors
                    * ceilings.First(it => it.Name.StartsWith(need.Ceiling, StringComparison.Ordinal)).Nanoseconds
                    / 1e6,
                FormattableString.Invariant($"{need.Vectors / 1e6:F2} M vectors: {need.What}")
            ))
            .MaxBy(floor => floor.Milliseconds)!;
}
