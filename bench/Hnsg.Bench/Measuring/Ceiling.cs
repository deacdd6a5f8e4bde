using System.Diagnostics;
using Hnsg.Kernels;

namespace Hnsg.Bench.Measuring;

/// <summary>One thing that limits a kernel, as this machine's core does it.</summary>
/// <param name="Name">What is done to a vector of 64 bytes.</param>
/// <param name="Nanoseconds">Time of a vector, in the fastest of many runs.</param>
internal sealed record Ceiling(string Name, double Nanoseconds)
{
    private const int Runs = 15;
    private const double RunNanoseconds = 4e6;

    /// <summary>Measures the core's clock in GHz.</summary>
    public static double MeasureClock() => 2 / Fastest(1 << 20, CeilingLoops.Chain);

    /// <summary>Measures memory and arithmetic.</summary>
    public static unsafe IReadOnlyList<Ceiling> MeasureAll()
    {
        List<Ceiling> all = [];
        foreach (
            (string place, int kibibytes) in ((string, int)[])
                [("L1, 24 KiB", 24), ("L2, 512 KiB", 512), ("L3, 8 MiB", 8192), ("memory, 256 MiB", 262_144)]
        )
        {
            long vectors = kibibytes * 16L;
            using var buffer = new AlignedBuffer<float>(vectors * CeilingLoops.Lanes);
            float* at = buffer.Pointer;
            // Memory that was never written is one page of zeros, however large it is.
            CeilingLoops.Store(at, vectors);
            all.Add(new Ceiling($"load, {place}", Fastest(vectors, n => CeilingLoops.Load(at, n))));
            all.Add(new Ceiling($"store, {place}", Fastest(vectors, n => CeilingLoops.Store(at, n))));
            all.Add(new Ceiling($"load, add, store, {place}", Fastest(vectors, n => CeilingLoops.Update(at, n))));
        }
        all.Add(Scattered());
        all.Add(new Ceiling("integer add", Fastest(4096, CeilingLoops.Operate<CeilingOperations.AddWhole>)));
        all.Add(new Ceiling("float add", Fastest(4096, CeilingLoops.Operate<CeilingOperations.Add>)));
        all.Add(new Ceiling("float multiply", Fastest(4096, CeilingLoops.Operate<CeilingOperations.Multiply>)));
        all.Add(new Ceiling("float divide", Fastest(4096, CeilingLoops.Operate<CeilingOperations.Divide>)));
        all.Add(new Ceiling("float square root", Fastest(4096, CeilingLoops.Operate<CeilingOperations.Root>)));
        return all;
    }

    // As the score gradient finds its rows: 784 of 64 neurons, some of them, ascending.
    private static unsafe Ceiling Scattered()
    {
        const int Rows = 784;
        using var buffer = new AlignedBuffer<float>(Rows * 4 * CeilingLoops.Lanes);
        using var rows = new AlignedBuffer<int>(Rows);
        int[] order = [.. Enumerable.Range(0, Rows)];
        new Random(1).Shuffle(order);
        order.CopyTo(rows.Span);
        float* at = buffer.Pointer;
        int* row = rows.Pointer;
        return new Ceiling(
            "load, add, store of 256-byte rows in any order, L2, 196 KiB",
            Fastest(Rows * 4, n => CeilingLoops.UpdateScattered(at, row, n / 4))
        );
    }

    private static double Fastest(long count, Action<long> loop)
    {
        long repeat = 1;
        double best = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; i < repeat; i++)
            {
                loop(count);
            }
            double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            best = Math.Min(best, elapsed / repeat / count);
            if (elapsed < RunNanoseconds / 2)
            {
                // Too short to be told from the clock's own steps: more often, and again from the start.
                repeat = Math.Max(repeat * 2, (long)(repeat * RunNanoseconds / Math.Max(1, elapsed)));
                run = -1;
                best = double.PositiveInfinity;
            }
        }
        return best;
    }
}
