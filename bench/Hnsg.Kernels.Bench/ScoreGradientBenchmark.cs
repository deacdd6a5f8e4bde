using BenchmarkDotNet.Attributes;
using Hnsg.Kernels.Gradients;
using Hnsg.Spikes;

namespace Hnsg.Kernels.Bench;

/// <summary>What a sample adds to the gradient of 64 neurons: a row a spike, and by tables of partial sums.</summary>
public unsafe class ScoreGradientBenchmark : IDisposable
{
    private readonly InputTrain _train = Some.Train(25);
    private readonly AlignedBuffer<float> _delta = Some.Floats(25 * 64);
    private readonly AlignedBuffer<float> _table = new(SpikeGradient.TableLength);
    private readonly AlignedBuffer<float> _partial = new(785 * 64);
    private readonly AlignedBuffer<float> _gradient = new(784 * 64);

    [Benchmark(Baseline = true)]
    public void Reference() => SpikeGradient.Reference(_train, _delta.Pointer, 64, 0, 784, _gradient.Pointer);

    [Benchmark]
    public void Vectors() =>
        SpikeGradient.Run(_train, _delta.Pointer, 64, 0, 784, _table.Pointer, _partial.Pointer, _gradient.Pointer);

    [GlobalCleanup]
    public void Dispose()
    {
        _train.Dispose();
        _delta.Dispose();
        _table.Dispose();
        _partial.Dispose();
        _gradient.Dispose();
        GC.SuppressFinalize(this);
    }
}
