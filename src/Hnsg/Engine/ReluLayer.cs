using Hnsg.Kernels;
using Hnsg.Kernels.Neurons;
using Hnsg.Kernels.Sums;
using Hnsg.Networks;
using Hnsg.Spikes;

namespace Hnsg.Engine;

/// <summary>A layer without spikes, of one step: max(0, x·W) where it is hidden, x·W where it is the output.</summary>
/// <remarks>
/// To the passes around it, u = x·W is the last membrane of neurons that never spike, with a threshold of 0; the layer
/// above gets the activations. A unit that is not 0 counts as active where spikes are counted.
/// </remarks>
internal sealed unsafe class ReluLayer : RealWeightLayer
{
    private readonly AlignedBuffer<float> _sums;

    /// <summary>Makes a layer of a spec, its weights all 0.</summary>
    public ReluLayer(NetworkSpec spec, int layer, int capacity)
        : base(
            NeuronKernels.Of<IfNeuron>(ResetKind.None),
            new MatrixLayout(spec.FanIn(layer), spec.Layers[layer].Neurons),
            steps: 1,
            direct: layer == 0,
            1f / (1 << spec.FractionBits),
            capacity
        )
    {
        _sums = new AlignedBuffer<float>((long)capacity * Shape.Lanes);
        Constants = new NeuronConstants { Beta = 1, Unit = 1 };
    }

    public override void Forward(int firstBlock, int endBlock, int sample, InputTrain input, void* scratch)
    {
        for (int block = firstBlock; block < endBlock; block++)
        {
            float* sums = Sums(block, sample);
            if (Direct)
            {
                PixelCurrent(block, input, sums);
                continue;
            }
            float* weights = Effective.Pointer + Shape.Block(block);
            RealSum.Run(weights, Shape.Width, input.Active, input.Reals, input.ActiveCount, 1, sums);
        }
    }

    public override void Trace(
        int firstBlock,
        int endBlock,
        int sample,
        InputTrain input,
        void* scratch,
        float* distance
    )
    {
        int length = (endBlock - firstBlock) * Shape.Width;
        new ReadOnlySpan<float>(Sums(firstBlock, sample), length).CopyTo(new Span<float>(distance, length));
    }

    public override void Emit(int sample, InputTrain train) => train.FillPositive(SumsOf(sample));

    public override double FinalMembrane(int sample, int neuron) => Sums(0, sample)[neuron];

    public override int Decide(int sample, ReadOnlySpan<int> votes) => Decision.Of(votes, SumsOf(sample));

    /// <summary>x·W of a sample, one a neuron.</summary>
    public ReadOnlySpan<float> SumsOf(int sample) => new(Sums(0, sample), Shape.Columns);

    public override void Dispose()
    {
        _sums.Dispose();
        base.Dispose();
    }

    private float* Sums(int block, int sample) => _sums.Pointer + (long)sample * Shape.Lanes + block * Shape.Width;
}
