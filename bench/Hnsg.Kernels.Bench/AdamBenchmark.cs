using BenchmarkDotNet.Attributes;
using Hnsg.Kernels.Updates;

namespace Hnsg.Kernels.Bench;

/// <summary>Adam on a block of scores, 784 × 64.</summary>
public unsafe class AdamBenchmark : IDisposable
{
    private const int Length = 784 * 64;

    private readonly AdamUpdate _update = new(0.9f, 0.999f, 1e-6f, 1, 1e-8f, 0);
    private readonly AlignedBuffer<float> _parameters = Some.Floats(Length);
    private readonly AlignedBuffer<float> _gradient = Some.Floats(Length);
    private readonly AlignedBuffer<float> _first = Some.Floats(Length);
    private readonly AlignedBuffer<float> _second = new(Length);

    [Benchmark(Baseline = true)]
    public void Reference() =>
        _update.Reference(_parameters.Pointer, _gradient.Pointer, _first.Pointer, _second.Pointer, Length);

    [Benchmark]
    public void Vectors() =>
        _update.Run(_parameters.Pointer, _gradient.Pointer, _first.Pointer, _second.Pointer, Length);

    [GlobalCleanup]
    public void Dispose()
    {
        _parameters.Dispose();
        _gradient.Dispose();
        _first.Dispose();
        _second.Dispose();
        GC.SuppressFinalize(this);
    }
}
