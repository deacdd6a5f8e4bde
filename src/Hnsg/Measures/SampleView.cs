using Hnsg.Engine;
using Hnsg.Kernels;
using Hnsg.Spikes;

namespace Hnsg.Measures;

/// <summary>One sample of a batch that a forward pass has just done, as a measure sees it. One a thread.</summary>
internal sealed unsafe class SampleView : IDisposable
{
    private readonly BatchForward _forward;
    private readonly IReadOnlyList<IntegerLayer> _layers;
    private readonly AlignedBuffer<int> _scratch;
    private readonly int[] _before;
    private readonly int[] _after;
    private int _slot;

    public SampleView(BatchForward forward, IReadOnlyList<IntegerLayer> layers)
    {
        _forward = forward;
        _layers = layers;
        int length = layers.Max(layer => layer.ScratchLength);
        _scratch = new AlignedBuffer<int>(length);
        _before = new int[length];
        _after = new int[length];
    }

    /// <summary>Index of the sample in its set.</summary>
    public int Sample { get; private set; }

    /// <summary>Its class.</summary>
    public int Label { get; private set; }

    /// <summary>The network's answer.</summary>
    public int Answer => _forward.Decide(_slot);

    /// <summary>Output spikes of each class.</summary>
    public ReadOnlySpan<int> Votes => _forward.Votes(_slot);

    public int Steps => _layers[0].Steps;

    public int Layers => _layers.Count;

    public MatrixLayout Shape(int layer) => _layers[layer].Shape;

    /// <summary>What the sample sends into a layer.</summary>
    public InputTrain Train(int layer) => _forward.Train(layer, _slot);

    /// <summary>Spike words of a layer: steps × blocks.</summary>
    public ReadOnlySpan<ulong> SpikeWords(int layer) => _layers[layer].SpikeWords(_slot);

    /// <summary>Membranes of a block: u before and v after the reset, steps × width each; valid until the next call.</summary>
    public void Membranes(int layer, int block, out ReadOnlySpan<int> before, out ReadOnlySpan<int> after)
    {
        IntegerLayer all = _layers[layer];
        all.Membranes(block, _slot, Train(layer), _scratch.Pointer, _before, _after);
        int length = all.Steps * all.Shape.Width;
        before = _before.AsSpan(0, length);
        after = _after.AsSpan(0, length);
    }

    /// <summary>Looks at another sample of the batch.</summary>
    public void Move(int slot, int sample, int label)
    {
        _slot = slot;
        Sample = sample;
        Label = label;
    }

    public void Dispose() => _scratch.Dispose();
}
