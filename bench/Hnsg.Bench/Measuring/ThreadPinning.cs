using System.Runtime.InteropServices;

namespace Hnsg.Bench.Measuring;

/// <summary>Keeps the threads of this process on as many processors as there are threads to measure.</summary>
/// <remarks>
/// Linux only, by sched_setaffinity, which works on threads: all present ones are pinned, and those to come inherit
/// it. A peer that is started afterwards inherits it too, so both sides run on the same processors.
/// </remarks>
internal static unsafe partial class ThreadPinning
{
    private const int Words = 16;

    /// <summary>Pins to the first processors that this process may use.</summary>
    /// <param name="threads">How many.</param>
    /// <returns>What was done, or why nothing was.</returns>
    public static Pinning Pin(int threads)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new Pinning(null, "not pinned: only done on Linux");
        }
        ulong* mask = stackalloc ulong[Words];
        if (GetAffinity(0, Words * sizeof(ulong), mask) < 0)
        {
            return new Pinning(null, "not pinned: the system does not tell which processors may be used");
        }
        int[] allowed =
        [
            .. Enumerable.Range(0, Words * 64).Where(cpu => (mask[cpu / 64] >> (cpu % 64) & 1) != 0).Take(threads),
        ];
        if (allowed.Length < threads)
        {
            return new Pinning(null, $"not pinned: {threads} threads on {allowed.Length} processors");
        }
        new Span<ulong>(mask, Words).Clear();
        foreach (int cpu in allowed)
        {
            mask[cpu / 64] |= 1UL << (cpu % 64);
        }
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            // A thread that has ended meanwhile needs no pinning.
            _ = SetAffinity(int.Parse(Path.GetFileName(task), null), Words * sizeof(ulong), mask);
        }
        return new Pinning(allowed, $"pinned to processor {string.Join(", ", allowed)}");
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nint bytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint bytes, ulong* mask);
}
