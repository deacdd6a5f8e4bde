using BenchmarkDotNet.Attributes;
using Hnsg.Kernels.Sums;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Bench;

/// <summary>The rows of weights that a sample's spikes add up to in 64 neurons over 25 steps.</summary>
public unsafe class RowsBenchmark : IDisposable
{
    private readonly MatrixLayout _shape = new(784, 64);
    private readonly InputTrain _train = Some.Train(25);
    private readonly AlignedBuffer<sbyte> _weights = new(784 * 64);
    private readonly AlignedBuffer<short> _counts = new(2 * 25 * 64);

    public RowsBenchmark() => _weights.Span.Fill(1);

    [Benchmark(Baseline = true)]
    public void Reference() => SpikeCounts.Reference(_weights.Pointer, 64, _train, _counts.Pointer);

    [Benchmark]
    public void Vectors() => SpikeCounts.Run(_weights.Pointer, _shape, 1, _train, 1, _counts.Pointer);

    [GlobalCleanup]
    public void Dispose()
    {
        _train.Dispose();
        _weights.Dispose();
        _counts.Dispose();
        GC.SuppressFinalize(this);
    }
}
